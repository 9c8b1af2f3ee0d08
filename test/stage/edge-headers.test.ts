import { readFile } from "node:fs/promises";
import { type IncomingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { expect } from "chai";
import type { Graph } from "local-stage";
import { buildSite, type SiteFile } from "../../build/site";
import { openTestStage, type TestStage } from "../support/stage";

// biome-ignore lint/suspicious/noExplicitAny: captured inputs are plain values of many shapes
type Json = any;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What the distribution's policy for a path pattern makes of an answer; "*" is the default one. */
function declaredHeaders(graph: Graph, pattern: string): { always: Json; unlessSet: Json } {
  const { defaultCacheBehavior, orderedCacheBehaviors } = graph.only(
    "aws:cloudfront/distribution:Distribution",
  ).inputs;
  const behavior =
    pattern === "*"
      ? defaultCacheBehavior
      : orderedCacheBehaviors.find(({ pathPattern }: Json) => pathPattern === pattern);
  const policy = graph
    .ofType("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")
    .find(({ id }) => id === behavior.responseHeadersPolicyId)?.inputs as Json;
  const security = policy.securityHeadersConfig;
  const custom: Json[] = policy.customHeadersConfig.items;
  const named = (override: boolean) =>
    Object.fromEntries(
      custom
        .filter((item) => item.override === override)
        .map(({ header, value }) => [header.toLowerCase(), value]),
    );
  for (const setting of Object.values<Json>(security)) expect(setting.override).to.equal(true);
  return {
    always: {
      "content-security-policy": security.contentSecurityPolicy.contentSecurityPolicy,
      "x-content-type-options": "nosniff",
      "x-frame-options": security.frameOptions.frameOption,
      "referrer-policy": security.referrerPolicy.referrerPolicy,
      ...named(true),
    },
    unlessSet: named(false),
  };
}

/** The object of the bucket that is behind a path. */
/** A page as business.ts makes it, which is the first version of the document. */
async function pageOf(graph: Graph, path: string) {
  const { input } = graph.named("aws:lambda/invocation:Invocation", "site-pages-finished").inputs;
  const { origin, retention } = JSON.parse(input).deployed;
  const page = buildSite({ origin, retention }).pages.find((one) => one.path === path) as SiteFile;
  const text = await readFile(page.file, "utf8");
  return { cacheControl: page.cacheControl, text };
}

describe("the headers of the site, as the distribution declares them", function () {
  this.timeout(60_000);
  let own: TestStage;
  let graph: Graph;

  before(async () => {
    own = await openTestStage({
      "shopfront:domain": "example.com",
      "shopfront:dns": "external",
      "shopfront:dnsEntered": "true",
      "shopfront:corsOrigins": '["https://partner.example"]',
    });
    graph = own.stage.graph;
  });

  after(() => own?.close());

  /** Asks the stage under any name, which `fetch` does not allow. */
  function ask(
    path: string,
    { method = "GET", headers = {} as Record<string, string>, body = "" } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request(`${own.stage.siteUrl}${path}`, { method, headers }, (response) => {
        void buffer(response).then(
          (bytes) =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: bytes.toString("utf8"),
            }),
          reject,
        );
      });
      asked.once("error", reject);
      asked.end(body);
    });
  }

  function expectDeclared(pattern: string, { headers }: Answer): void {
    const { always, unlessSet } = declaredHeaders(graph, pattern);
    expect(Object.keys(always)).to.have.lengthOf.at.least(4);
    for (const [name, value] of Object.entries(always)) {
      expect(headers[name], name).to.equal(value);
    }
    for (const name of Object.keys(unlessSet)) expect(headers[name], name).to.be.a("string");
    expect(headers, "on plain HTTP").not.to.have.property("strict-transport-security");
  }

  for (const [path, key] of [
    ["/", "index.html"],
    ["/book", "book/index.html"],
    ["/fr/book", "fr/book/index.html"],
  ] as const) {
    it(`come with the page ${path}`, async () => {
      const answer = await ask(path);
      const object = await pageOf(graph, key);
      expect(answer.status).to.equal(200);
      expect(answer.text).to.equal(object.text);
      expect(answer.headers["cache-control"]).to.equal(object.cacheControl);
      expectDeclared("*", answer);
    });
  }

  for (const [path, key] of [
    ["/no-such-page", "404.html"],
    // One page speaks both languages.
    ["/fr/no-such-page", "404.html"],
  ] as const) {
    it(`come with the error page for ${path}`, async () => {
      const answer = await ask(path);
      const object = await pageOf(graph, key);
      expect(answer.status).to.equal(404);
      expect(answer.headers["content-type"]).to.match(/^text\/html/);
      expect(answer.text).to.equal(object.text);
      expect(answer.headers["cache-control"]).to.equal(object.cacheControl);
      expectDeclared("*", answer);
    });
  }

  it("come with a hashed file, and with one of an older build that is gone", async () => {
    const keys = graph
      .ofType("aws:s3/bucketObjectv2:BucketObjectv2")
      .map(({ inputs }) => inputs.key as string);
    const script = keys.find((key) => /^assets\/.+\.js$/.test(key)) as string;
    const answer = await ask(`/${script}`);
    expect(answer.status).to.equal(200);
    expect(answer.headers["cache-control"]).to.include("immutable");
    expectDeclared("*", answer);
    const gone = await ask("/assets/gone-AAAA.js");
    expect(gone.status).to.equal(404);
    expectDeclared("*", gone);
  });

  it("come with the API's answers, which say themselves for how long they are kept", async () => {
    const health = await ask("/api/health");
    expect(health.status).to.equal(200);
    expectDeclared("/api/*", health);
    expect(health.headers["cache-control"]).to.equal("no-store");
    const products = await ask("/api/products");
    expect(products.status).to.equal(200);
    expectDeclared("/api/products", products);
    expect(products.headers["cache-control"]).to.match(/max-age=\d/);
  });

  for (const [what, path, options, status] of [
    ["what the gateway refuses", "/api/booking", { method: "POST", body: "{}" }, 400],
    ["what nobody may see", "/api/admin/bookings", {}, 401],
    ["what a function does not find", "/api/products/no-such-product", {}, 404],
    ["what no operation answers", "/api/no-such-operation", {}, 404],
    [
      "what the edge finds too large",
      "/api/booking",
      { method: "POST", body: "x".repeat(16_385) },
      413,
    ],
  ] as const) {
    it(`come with ${what}, which is nobody's to keep`, async () => {
      const headers = { "content-type": "application/json" };
      const answer = await ask(path, { headers, ...options });
      expect(answer.status).to.equal(status);
      expect(JSON.parse(answer.text)).to.have.property("error").that.is.a("string");
      expect(answer.headers["content-type"]).to.match(/^application\/json/);
      expect(answer.headers["cache-control"]).to.equal("no-store");
      expectDeclared("/api/*", answer);
    });
  }

  it("come with the sign-in's answers, the page's and its own", async () => {
    const refused = await ask("/auth");
    expect(refused.status).to.equal(405);
    expectDeclared("/auth", refused);
    const answered = await ask("/auth", {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
      },
      body: "{}",
    });
    expect(answered.status).to.equal(400);
    expectDeclared("/auth", answered);
  });

  it("let the declared origins call the API and no other, and none call for a page", async () => {
    const { corsConfig } = graph.named(
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
      "site-api-headers",
    ).inputs;
    const from = (origin: string, path = "/api/products") => ask(path, { headers: { origin } });
    const [origin] = corsConfig.accessControlAllowOrigins.items;
    expect((await from(origin)).headers["access-control-allow-origin"]).to.equal(origin);
    for (const answer of [await from("https://evil.example"), await from(origin, "/")]) {
      expect(answer.headers).not.to.have.property("access-control-allow-origin");
    }
    const preflight = await ask("/api/booking", {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    const list = (name: string) => String(preflight.headers[name]).toLowerCase().split(/, ?/);
    expect(list("access-control-allow-methods")).to.have.members(
      corsConfig.accessControlAllowMethods.items.map((item: string) => item.toLowerCase()),
    );
    expect(list("access-control-allow-headers")).to.have.members(
      corsConfig.accessControlAllowHeaders.items,
    );
    expect(preflight.headers["access-control-max-age"]).to.equal(
      String(corsConfig.accessControlMaxAgeSec),
    );
  });

  it("lead to www from the name without it, with path and query, but never an API call", async () => {
    const host = { host: "example.com" };
    const page = await ask("/fr/book?service=a%20b&day=1&day=2", { headers: host });
    expect(page.status).to.equal(301);
    expect(page.headers.location).to.equal(
      "http://www.example.com/fr/book?service=a%20b&day=1&day=2",
    );
    expectDeclared("*", page);
    expect((await ask("/api/health", { headers: host })).status).to.equal(200);
    expect((await ask("/book", { headers: { host: "www.example.com" } })).status).to.equal(200);
    expect((await ask("/book", { headers: { host: "localhost" } })).status).to.equal(200);
  });
});
