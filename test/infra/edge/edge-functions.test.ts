import { expect } from "chai";
import { apiRequestCode, sitePathsCode, siteStatusCode } from "../../../infra/edge/edge-functions";
import { edgeHandler } from "../../support/pulumi";

const site = {
  keys: [
    "index.html",
    "book/index.html",
    "fr/index.html",
    "fr/book/index.html",
    "404.html",
    "fr/404.html",
    "robots.txt",
    "assets/style-AAAA.css",
  ],
  assetFolders: ["assets/"],
};

const address = { apex: "example.com", origin: "https://www.example.com" };

interface Message {
  uri?: string;
  querystring?: Record<string, unknown>;
  statusCode?: number;
  headers: Record<string, { value: string }>;
  body?: { encoding: string; data: string };
}

const object = (uri: string, map = site) =>
  edgeHandler<Message>(sitePathsCode(map))({ request: { uri, headers: {} } }).uri;

const status = (uri: string, statusCode = 200) =>
  edgeHandler<Message>(siteStatusCode(site))({
    request: { uri, headers: {} },
    response: { statusCode, headers: {} },
  }).statusCode;

/** A request as CloudFront hands it over: the query in parts, and as encoded as it was sent. */
function page(host: string, uri: string, querystring = {}): Message {
  const request = { method: "GET", uri, querystring, headers: { host: { value: host } } };
  return edgeHandler<Message>(sitePathsCode(site, address))({ request });
}

const location = (uri: string, querystring = {}) =>
  page("example.com", uri, querystring).headers.location?.value;

function api(
  headers: Record<string, string>,
  scheme: "http" | "https" = "https",
  own?: typeof address,
): Message {
  const values = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, { value }]),
  );
  return edgeHandler<Message>(apiRequestCode(scheme, own))({
    viewer: { ip: "198.51.100.7" },
    request: { uri: "/api/booking", method: "POST", headers: values },
  });
}

describe("the site at the edge", () => {
  const found: [uri: string, object: string][] = [
    ["/", "/index.html"],
    ["/index.html", "/index.html"],
    ["/book", "/book/index.html"],
    ["/book/", "/book/index.html"],
    ["/book/index.html", "/book/index.html"],
    ["/fr", "/fr/index.html"],
    ["/fr/", "/fr/index.html"],
    ["/fr/book", "/fr/book/index.html"],
    ["/robots.txt", "/robots.txt"],
    ["/assets/style-AAAA.css", "/assets/style-AAAA.css"],
    ["/assets/style-OLD1.css", "/assets/style-OLD1.css"],
  ];
  for (const [uri, key] of found) {
    it(`serves ${uri} from ${key} with its own status`, () => {
      expect(object(uri)).to.equal(key);
      expect(status(uri)).to.equal(200);
    });
  }

  const missing: [uri: string, page: string][] = [
    ["/nails", "/404.html"],
    ["/book/nails", "/404.html"],
    ["/boo", "/404.html"],
    ["/fr/nails", "/fr/404.html"],
    ["/de/nails", "/404.html"],
    ["/404.html", "/404.html"],
    ["/fr/404.html", "/fr/404.html"],
    ["/constructor", "/404.html"],
    ["/../index.html", "/404.html"],
    ["/wp-login.php", "/404.html"],
  ];
  for (const [uri, page] of missing) {
    it(`answers ${uri} with ${page} and the status 404`, () => {
      expect(object(uri)).to.equal(page);
      expect(status(uri)).to.equal(404);
      expect(status(page)).to.equal(404);
    });
  }

  it("falls back to the one error page where a language has none", () => {
    const keys = site.keys.filter((key) => key !== "fr/404.html");
    expect(object("/fr/nails", { ...site, keys })).to.equal("/404.html");
  });

  it("leaves a 304 alone, so that a browser uses its copy", () => {
    expect(status("/nails", 304)).to.equal(304);
  });

  it("is the same text for the same files in any order, and small enough for CloudFront", () => {
    const shuffled = { ...site, keys: [...site.keys].reverse() };
    expect(sitePathsCode(shuffled)).to.equal(sitePathsCode(site));
    expect(siteStatusCode(shuffled)).to.equal(siteStatusCode(site));
    expect(sitePathsCode(site).length).to.be.below(10_240);
  });
});

describe("the name without www", () => {
  it("leads to the same page at www, for a day", () => {
    expect(page("example.com", "/fr/book")).to.deep.equal({
      statusCode: 301,
      statusDescription: "Moved Permanently",
      headers: {
        location: { value: "https://www.example.com/fr/book" },
        "cache-control": { value: "public, max-age=86400" },
      },
    });
    expect(location("/")).to.equal("https://www.example.com/");
    expect(location("/no-such-page")).to.equal("https://www.example.com/no-such-page");
  });

  it("keeps the query as it was sent: encoded once, with repeats and names without a value", () => {
    const query = {
      service: { value: "knotless%20braids%26more" },
      "n%C3%A4me": { value: "b%C3%A9a+ngo" },
      day: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] },
      quick: { value: "" },
    };
    expect(location("/book", query)).to.equal(
      "https://www.example.com/book?service=knotless%20braids%26more&n%C3%A4me=b%C3%A9a+ngo&day=1&day=2&quick",
    );
  });

  it("encodes what no header may hold, so that nobody writes one of their own", () => {
    expect(location("/bé\r\nset-cookie: a", { q: { value: "é 😀" } })).to.equal(
      "https://www.example.com/b%C3%A9%0D%0Aset-cookie:%20a?q=%C3%A9%20%F0%9F%98%80",
    );
  });

  it("leads nowhere else, whatever the path says", () => {
    for (const uri of ["//evil.example/book", "/@evil.example", "/\\evil.example"]) {
      expect(new URL(location(uri) ?? "").origin).to.equal("https://www.example.com");
    }
  });

  it("is known in capitals, too", () => {
    expect(page("Example.COM", "/").statusCode).to.equal(301);
  });

  it("is the only one that leads away", () => {
    for (const host of [
      "www.example.com",
      "d111111abcdef8.cloudfront.net",
      "localhost:4000",
      "127.0.0.1:4000",
      "example.com.evil.example",
      "notexample.com",
      "example.com:4000",
    ]) {
      const { uri, statusCode, querystring } = page(host, "/book", { a: { value: "1" } });
      expect([statusCode, uri], host).to.deep.equal([undefined, "/book/index.html"]);
      expect(querystring).to.deep.equal({ a: { value: "1" } });
    }
  });

  it("leads nowhere on a stage without a domain", () => {
    expect(sitePathsCode(site)).not.to.match(/301|host|location/);
    expect(apiRequestCode("https")).not.to.include("apex");
  });
});

describe("the API at the edge", () => {
  it("tells the functions the site's origin", () => {
    const { headers, uri } = api({ host: "www.example.com", accept: "*/*" });
    expect(headers["x-site-origin"]).to.deep.equal({ value: "https://www.example.com" });
    expect(headers.accept).to.deep.equal({ value: "*/*" });
    expect(uri).to.equal("/api/booking");
  });

  it("never believes a visitor's own x-site-origin", () => {
    const { headers } = api({ host: "www.example.com", "x-site-origin": "https://evil.example" });
    expect(headers["x-site-origin"]).to.deep.equal({ value: "https://www.example.com" });
  });

  it("tells the functions the visitor's address, and never believes the visitor's own word", () => {
    const claimed = api({ host: "www.example.com", "x-viewer-address": "203.0.113.1" });
    expect(claimed.headers["x-viewer-address"]).to.deep.equal({ value: "198.51.100.7" });
    const { headers } = api({ host: "www.example.com" });
    expect(headers["x-viewer-address"]).to.deep.equal({ value: "198.51.100.7" });
  });

  it("answers without www, and then tells the functions the address with it", () => {
    const origin = (host: string) => {
      const { statusCode, headers } = api({ host }, "https", address);
      expect(statusCode).to.equal(undefined);
      return headers["x-site-origin"]?.value;
    };
    expect(origin("example.com")).to.equal("https://www.example.com");
    expect(origin("Example.com")).to.equal("https://www.example.com");
    expect(origin("www.example.com")).to.equal("https://www.example.com");
    expect(origin("d111111abcdef8.cloudfront.net")).to.equal(
      "https://d111111abcdef8.cloudfront.net",
    );
  });

  it("says http where the stage has no certificate", () => {
    const { headers } = api({ host: "localhost:4000" }, "http");
    expect(headers["x-site-origin"]).to.deep.equal({ value: "http://localhost:4000" });
  });

  it("lets 16 KB pass and answers one byte more with 413 in the one error shape", () => {
    expect(api({ host: "h", "content-length": "16384" }).statusCode).to.equal(undefined);
    const refused = api({ host: "h", "content-length": "16385" });
    expect(refused.statusCode).to.equal(413);
    expect(refused.headers["content-type"]).to.deep.equal({ value: "application/json" });
    expect(JSON.parse(refused.body?.data ?? "")).to.deep.equal({
      code: "body.large",
      error: "The request is too large; 16 KB is the most.",
    });
  });

  it("uses nothing that CloudFront's runtime lacks", () => {
    for (const code of [
      apiRequestCode("https"),
      apiRequestCode("https", address),
      sitePathsCode(site),
      sitePathsCode(site, address),
      siteStatusCode(site),
    ]) {
      expect(code).not.to.match(
        /\?\.|\?\?|\bof\b|\bclass\b|\brequire\b|\bimport\b|\.\.\.|=>|\blet\b|\bconst\b|`/,
      );
    }
  });
});
