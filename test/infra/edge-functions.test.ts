import { expect } from "chai";
import { apiRequestCode, sitePathsCode, siteStatusCode } from "../../infra/edge-functions";
import { edgeHandler } from "../support/pulumi";

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

interface Message {
  uri?: string;
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

function api(headers: Record<string, string>, scheme: "http" | "https" = "https"): Message {
  const values = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, { value }]),
  );
  return edgeHandler<Message>(apiRequestCode(scheme))({
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
      error: "The request is too large; 16 KB is the most.",
    });
  });

  it("uses nothing that CloudFront's runtime lacks", () => {
    for (const code of [apiRequestCode("https"), sitePathsCode(site), siteStatusCode(site)]) {
      expect(code).not.to.match(/\?\.|\?\?|\bof\b|\bclass\b|\brequire\b|\bimport\b|\.\.\./);
    }
  });
});
