import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { edgeCode } from "../../../infra/edge/edge-function";
import { apiRequest } from "../../../infra/edge/functions/api-request";
import { signIn } from "../../../infra/edge/functions/sign-in";
import { sitePaths } from "../../../infra/edge/functions/site-paths";
import { siteStatus } from "../../../infra/edge/functions/site-status";
import { edgeHandler } from "../../support/pulumi";

const site = {
  keys: ["robots.txt", "assets/style-AAAA.css"],
  published: ["index.html", "book/index.html", "fr/index.html", "fr/book/index.html"],
  errorPages: ["404.html", "fr/404.html"],
  publishedFolder: "pages/r1/",
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

/** Runs a function as it is imported, on an event with only the parts that it reads. */
function run(handler: (event: never) => unknown, event: unknown): Message {
  return handler(event as never) as Message;
}

const object = (uri: string, map = site) =>
  run(sitePaths({ site: map }), { request: { uri, headers: {} } }).uri;

const status = (uri: string, statusCode = 200) =>
  run(siteStatus({ site }), {
    request: { uri, headers: {} },
    response: { statusCode, headers: {} },
  }).statusCode;

/** A request as CloudFront hands it over: the query in parts, and as encoded as it was sent. */
function page(
  host: string,
  uri: string,
  querystring = {},
  own: typeof address | undefined = address,
) {
  const request = { method: "GET", uri, querystring, headers: { host: { value: host } } };
  return run(sitePaths({ site, address: own }), { request });
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
  return run(apiRequest({ scheme, maxBodyBytes: 16_384, largerBodies: {}, address: own }), {
    viewer: { ip: "198.51.100.7" },
    request: { uri: "/api/booking", method: "POST", headers: values },
  });
}

describe("the site at the edge", () => {
  const found: [uri: string, object: string][] = [
    ["/", "/pages/r1/index.html"],
    ["/index.html", "/pages/r1/index.html"],
    ["/book", "/pages/r1/book/index.html"],
    ["/book/", "/pages/r1/book/index.html"],
    ["/book/index.html", "/pages/r1/book/index.html"],
    ["/fr", "/pages/r1/fr/index.html"],
    ["/fr/", "/pages/r1/fr/index.html"],
    ["/fr/book", "/pages/r1/fr/book/index.html"],
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
    ["/nails", "/pages/r1/404.html"],
    ["/book/nails", "/pages/r1/404.html"],
    ["/boo", "/pages/r1/404.html"],
    ["/fr/nails", "/pages/r1/fr/404.html"],
    ["/de/nails", "/pages/r1/404.html"],
    ["/404.html", "/pages/r1/404.html"],
    ["/fr/404.html", "/pages/r1/fr/404.html"],
    ["/constructor", "/pages/r1/404.html"],
    ["/../index.html", "/pages/r1/404.html"],
    ["/wp-login.php", "/pages/r1/404.html"],
  ];
  for (const [uri, page] of missing) {
    it(`answers ${uri} with ${page} and the status 404`, () => {
      expect(object(uri)).to.equal(page);
      expect(status(uri)).to.equal(404);
      expect(status(page)).to.equal(404);
    });
  }

  it("falls back to the one error page where a language has none", () => {
    expect(object("/fr/nails", { ...site, errorPages: ["404.html"] })).to.equal(
      "/pages/r1/404.html",
    );
  });

  it("leaves a 304 alone, so that a browser uses its copy", () => {
    expect(status("/nails", 304)).to.equal(304);
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
      expect([statusCode, uri], host).to.deep.equal([undefined, "/pages/r1/book/index.html"]);
      expect(querystring).to.deep.equal({ a: { value: "1" } });
    }
  });

  it("leads nowhere on a stage without a domain", () => {
    const request = { uri: "/book", querystring: {}, headers: { host: { value: "example.com" } } };
    expect(run(sitePaths({ site }), { request })).to.include({ uri: "/pages/r1/book/index.html" });
    const { headers } = api({ host: "example.com" });
    expect(headers["x-site-origin"]).to.deep.equal({ value: "https://example.com" });
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
});

describe("the deployed text of the edge functions", () => {
  const settings = { site, address };
  const apiSettings = { scheme: "https", maxBodyBytes: 16_384, largerBodies: {}, address } as const;
  const texts = new Map<string, string>();
  before(async () => {
    const made = [
      ["site-paths", edgeCode("site-paths", settings)],
      ["site-status", edgeCode("site-status", { site })],
      ["api-request", edgeCode("api-request", apiSettings)],
      ["sign-in", edgeCode("sign-in", {})],
    ] as const;
    for (const [name, code] of made) {
      texts.set(name, await new Promise((done) => code.apply(done)));
    }
  });

  const request = (uri: string, headers: Record<string, string> = {}, method = "GET") => ({
    method,
    uri,
    querystring: { q: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] } },
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])),
    cookies: {},
  });
  const target = "AWSCognitoIdentityProviderService.InitiateAuth";
  const json = "application/x-amz-json-1.1";
  const events: [name: string, handler: (event: never) => unknown, request: object][] = [
    ["site-paths", sitePaths(settings), request("/book", { host: "www.example.com" })],
    ["site-paths", sitePaths(settings), request("/no", { host: "example.com" })],
    ["site-paths", sitePaths(settings), request("/fr/no")],
    ["site-status", siteStatus({ site }), request("/no")],
    ["site-status", siteStatus({ site }), request("/book")],
    ["api-request", apiRequest(apiSettings), request("/api/x", { host: "example.com" })],
    ["api-request", apiRequest(apiSettings), request("/api/x", { "content-length": "16385" })],
    [
      "sign-in",
      signIn(),
      request("/auth", { "content-type": json, "x-amz-target": target }, "POST"),
    ],
    ["sign-in", signIn(), request("/auth", { "content-type": json }, "POST")],
    ["sign-in", signIn(), request("/auth")],
  ];
  for (const [index, [name, handler, asked]] of events.entries()) {
    it(`answers as its module does: ${name}, event ${index + 1}`, () => {
      const event = () =>
        structuredClone({
          viewer: { ip: "198.51.100.7" },
          request: asked,
          response: { statusCode: 200, headers: {}, cookies: {} },
        });
      const answer = edgeHandler(texts.get(name) as string)(event());
      expect(answer).to.deep.equal(JSON.parse(JSON.stringify(run(handler, event()))));
    });
  }

  it("uses no syntax that CloudFront's runtime lacks, and stays under its 10 KB", () => {
    expect(texts).to.have.lengthOf(4);
    for (const [name, code] of texts) {
      expect(code, name).not.to.match(
        /\?\.|\?\?|\bof\b|\bclass\b|\brequire\b|\bimport\b|\bexport\b|\basync\b|\.\.\./,
      );
      expect(Buffer.byteLength(code), name).to.be.below(10_240);
    }
  });

  it("calls no method that is younger than ES5", function () {
    this.timeout(60_000);
    const folder = join(__dirname, "../../../infra/edge/functions");
    const { config } = ts.readConfigFile(join(folder, "tsconfig.json"), ts.sys.readFile);
    const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
    expect(options.lib).to.deep.equal(["lib.es5.d.ts"]);
    const found = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options));
    expect(
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " ")),
    ).to.deep.equal([]);
  });

  it("is refused where it would be longer than CloudFront takes", async () => {
    const keys = Array.from({ length: 1_000 }, (_, index) => `page-${index}.html`);
    const refused = edgeCode("site-status", { site: { ...site, keys } });
    const message = await new Promise((done) => {
      (refused as unknown as { promise(): Promise<string> })
        .promise()
        .then(done, (error: Error) => done(error.message));
    });
    expect(message).to.match(
      /^The edge function site-status has \d{5} bytes; CloudFront's limit is 10240\.$/,
    );
  });
});
