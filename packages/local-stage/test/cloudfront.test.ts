import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { expect } from "chai";
import { Graph, type Resource } from "../src/graph";
import { listen } from "../src/http/server";
import { type CloudFrontOptions, startCloudFront } from "../src/services/cloudfront/cloudfront";
import { until } from "./fixtures";
import { get as rawGet, rawRequest, statusOf } from "./raw-request";

// biome-ignore lint/suspicious/noExplicitAny: inputs differ from one type to the next
type Json = any;

const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const exceptHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
const arn = "arn:aws:cloudfront::000000000000:distribution/SITE";
const apiDomain = "abc.execute-api.ca-central-1.amazonaws.com";
const everyMethod = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

function resource(type: string, id: string, inputs: Json, outputs: Json = {}): Resource {
  const all = { ...inputs, ...outputs, id };
  return { type: `aws:${type}`, name: id, id, urn: "", inputs, outputs: all, custom: true };
}

function object(key: string, content: string, more: Json = {}): Resource {
  return resource("s3/bucketObject:BucketObject", key, {
    bucket: "site",
    key,
    content,
    contentType: "text/html; charset=utf-8",
    ...more,
  });
}

function edgeFunction(id: string, code: string): Resource {
  return resource("cloudfront/function:Function", id, { code }, { arn: `arn:${id}` });
}

const on = (eventType: string, id: string) => [{ eventType, functionArn: `arn:${id}` }];

interface Shape {
  pages?: Json;
  api?: Json;
  ordered?: Json[];
  distribution?: Json;
  apiOrigin?: Json;
  siteOrigin?: Json;
  extra?: Resource[];
}

function graphOf({ pages, api, ordered, distribution, apiOrigin, siteOrigin, extra }: Shape = {}) {
  const statement = { Effect: "Allow", Principal: { Service: "cloudfront.amazonaws.com" } };
  const condition = { StringEquals: { "AWS:SourceArn": arn } };
  const bucketArn = "arn:aws:s3:::site";
  const domain = "site.s3.ca-central-1.amazonaws.com";
  const policy = {
    Statement: [
      { ...statement, Action: "s3:GetObject", Resource: `${bucketArn}/*`, Condition: condition },
      { ...statement, Action: "s3:ListBucket", Resource: bucketArn, Condition: condition },
    ],
  };
  return new Graph(
    [
      resource(
        "s3/bucket:Bucket",
        "site",
        {},
        { arn: bucketArn, bucketRegionalDomainName: domain },
      ),
      resource("s3/bucketPolicy:BucketPolicy", "p", {
        bucket: "site",
        policy: JSON.stringify(policy),
      }),
      object("index.html", "<h1>home</h1>"),
      resource("cloudfront/originAccessControl:OriginAccessControl", "oac", {
        signingBehavior: "always",
      }),
      resource(
        "cloudfront/distribution:Distribution",
        "SITE",
        {
          enabled: true,
          origins: [
            {
              originId: "site",
              domainName: domain,
              originAccessControlId: "oac",
              ...siteOrigin,
            },
            {
              originId: "api",
              domainName: apiDomain,
              customHeaders: [{ name: "X-Api-Key", value: "secret" }],
              customOriginConfig: {},
              ...apiOrigin,
            },
          ],
          defaultCacheBehavior: {
            targetOriginId: "site",
            allowedMethods: ["GET", "HEAD"],
            viewerProtocolPolicy: "allow-all",
            compress: true,
            cachePolicyId: cachingOptimized,
            ...pages,
          },
          orderedCacheBehaviors: [
            ...(ordered ?? []),
            {
              pathPattern: "/api/*",
              targetOriginId: "api",
              allowedMethods: everyMethod,
              viewerProtocolPolicy: "allow-all",
              cachePolicyId: cachingDisabled,
              originRequestPolicyId: exceptHost,
              ...api,
            },
          ],
          ...distribution,
        },
        { arn, domainName: "d1.cloudfront.net" },
      ),
      ...(extra ?? []),
    ],
    {},
  );
}

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

describe("the local CloudFront", () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  async function edge(
    shape: Shape = {},
    respond: (request: Seen, response: ServerResponse) => void = (_, response) => {
      response.end("{}");
    },
    options: Partial<CloudFrontOptions> = {},
  ) {
    const seen: Seen[] = [];
    const logged: string[] = [];
    const origin = await listen(
      async (message, response) => {
        let body = "";
        try {
          for await (const chunk of message) body += chunk;
        } catch {}
        const { method = "", url = "", headers } = message;
        seen.push({ method, url, headers, body });
        respond({ method, url, headers, body }, response);
      },
      { hosts: [apiDomain] },
    );
    open.push(origin);
    const started = await startCloudFront({
      graph: graphOf(shape),
      port: 0,
      originUrl: origin.url,
      log: (line) => logged.push(line),
      ...options,
    });
    open.push(started);
    const get = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${started.url}${path}`, { redirect: "manual", ...init });
      const text = await response.text();
      const { status, headers } = response;
      return { status, headers, text, cache: headers.get("x-cache") };
    };
    return { ...started, seen, logged, get };
  }

  it("rejects with EADDRINUSE when the port is taken, and needs a distribution", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => server.once("listening", done));
    const { port } = server.address() as { port: number };
    const codes: string[] = [];
    for (const graph of [graphOf(), new Graph([], {})]) {
      await startCloudFront({ graph, port, originUrl: "", log: () => {} }).catch((error) =>
        codes.push(error.code ?? error.message),
      );
    }
    await new Promise((done) => server.close(done));
    expect(codes).to.deep.equal([
      "EADDRINUSE",
      "The program declares no enabled CloudFront distribution.",
    ]);
  });

  it("does not start on a policy or function that is not there", async () => {
    const wrong: [Shape, RegExp][] = [
      [{ pages: { cachePolicyId: "nobody" } }, /CachePolicy nobody/],
      [{ api: { originRequestPolicyId: "nobody" } }, /OriginRequestPolicy nobody/],
      [{ pages: { responseHeadersPolicyId: "nobody" } }, /ResponseHeadersPolicy nobody/],
      [{ pages: { functionAssociations: on("viewer-request", "gone") } }, /arn:gone/],
      [{ pages: { targetOriginId: "nowhere" } }, /nowhere/],
    ];
    for (const [shape, reason] of wrong) {
      let failure = "";
      await edge(shape).catch((error) => {
        failure = String(error);
      });
      expect(failure).to.match(reason);
    }
  });

  describe("behaviours", () => {
    it("takes the first whose pattern fits, with * and ? but no other magic", async () => {
      const { get, seen } = await edge({
        ordered: ["/api/v?.json", "*.css"].map((pathPattern) => ({
          pathPattern,
          targetOriginId: "site",
          allowedMethods: ["GET", "HEAD"],
          viewerProtocolPolicy: "allow-all",
          cachePolicyId: cachingDisabled,
        })),
        extra: [object("api/v1.json", "from the bucket"), object("api/a.css", "style")],
      });
      expect((await get("/api/v1.json")).text).to.equal("from the bucket");
      expect((await get("/api/a.css")).text).to.equal("style");
      expect(seen).to.deep.equal([]);
      await get("/api/v12.json");
      await get("/api/v1xjson");
      expect(seen.map(({ url }) => url)).to.deep.equal(["/api/v12.json", "/api/v1xjson"]);
    });

    it("answers 403 to a method that the behaviour does not allow, and asks no origin", async () => {
      const { get, seen } = await edge({ api: { allowedMethods: ["GET", "HEAD"] } });
      for (const path of ["/", "/api/x"]) {
        const reply = await get(path, { method: "POST", body: "x" });
        expect(reply.status).to.equal(403);
        expect(reply.text).to.include("not configured to allow the HTTP request method");
        expect(reply.headers.get("server")).to.equal("CloudFront");
      }
      expect(seen).to.deep.equal([]);
    });

    it("redirects or refuses plain HTTP where the behaviour wants HTTPS", async () => {
      const { get, seen } = await edge({
        pages: { viewerProtocolPolicy: "redirect-to-https" },
        api: { viewerProtocolPolicy: "https-only" },
      });
      const moved = await get("/book?x=1");
      expect(moved.status).to.equal(301);
      expect(moved.headers.get("location")).to.equal("https://127.0.0.1/book?x=1");
      expect((await get("/api/x")).status).to.equal(403);
      expect(seen).to.deep.equal([]);
    });

    it("serves the root object for / only", async () => {
      const { get } = await edge({ distribution: { defaultRootObject: "index.html" } });
      expect((await get("/")).text).to.equal("<h1>home</h1>");
      expect((await get("/sub/")).status).to.equal(404);
      const bare = await edge();
      expect((await bare.get("/")).status).to.equal(404);
    });
  });

  describe("the origin request", () => {
    it("has everything of the viewer but Host, and the origin's own key", async () => {
      const { get, seen } = await edge();
      await get("/api/order?a=1&b=%20x&c", {
        method: "POST",
        body: "hello",
        headers: {
          "x-api-key": "a visitor's own",
          "x-manage-token": "t",
          cookie: "a=1; b=2",
          "x-forwarded-for": "1.2.3.4",
        },
      });
      const { headers, ...request } = seen[0] as Seen;
      expect(request).to.deep.equal({
        method: "POST",
        url: "/api/order?a=1&b=%20x&c",
        body: "hello",
      });
      expect(headers.host).to.equal(apiDomain);
      expect(headers["x-api-key"]).to.equal("secret");
      expect(headers["x-manage-token"]).to.equal("t");
      expect(headers.cookie).to.equal("a=1; b=2");
      expect(headers["x-forwarded-for"]).to.equal("1.2.3.4, 127.0.0.1");
      expect(headers.via).to.equal("1.1 d1.cloudfront.net (CloudFront)");
      expect(headers["x-amz-cf-id"]).to.be.a("string");
    });

    it("has next to nothing of the viewer without an origin request policy", async () => {
      const { get, seen } = await edge({
        api: { originRequestPolicyId: undefined },
        apiOrigin: { originPath: "/stage" },
      });
      await get("/api/x?a=1", { headers: { cookie: "a=1", "x-manage-token": "t", origin: "o" } });
      const { url, headers } = seen[0] as Seen;
      expect(url).to.equal("/stage/api/x");
      expect(headers).not.to.include.any.keys("cookie", "x-manage-token", "origin");
      expect(headers["user-agent"]).to.equal("Amazon CloudFront");
    });

    it("has what a declared policy names", async () => {
      const { get, seen } = await edge({
        api: { originRequestPolicyId: "orp" },
        extra: [
          resource("cloudfront/originRequestPolicy:OriginRequestPolicy", "orp", {
            headersConfig: { headerBehavior: "whitelist", headers: { items: ["X-One"] } },
            cookiesConfig: { cookieBehavior: "whitelist", cookies: { items: ["a"] } },
            queryStringsConfig: {
              queryStringBehavior: "allExcept",
              queryStrings: { items: ["b"] },
            },
          }),
        ],
      });
      await get("/api/x?a=1&b=2&c=3", {
        headers: { "x-one": "1", "x-two": "2", cookie: "a=1; b=2" },
      });
      const { url, headers } = seen[0] as Seen;
      expect(url).to.equal("/api/x?a=1&c=3");
      expect(headers["x-one"]).to.equal("1");
      expect(headers).not.to.have.property("x-two");
      expect(headers.cookie).to.equal("a=1");
    });

    it("leaves out cookies that no policy takes, even with every header", async () => {
      const { get, seen } = await edge({
        api: { originRequestPolicyId: "orp" },
        extra: [
          resource("cloudfront/originRequestPolicy:OriginRequestPolicy", "orp", {
            headersConfig: { headerBehavior: "allViewer" },
            cookiesConfig: { cookieBehavior: "none" },
            queryStringsConfig: { queryStringBehavior: "none" },
          }),
        ],
      });
      await get("/api/x?a=1", { headers: { "x-one": "1", cookie: "a=1" } });
      const { url, headers } = seen[0] as Seen;
      expect(url).to.equal("/api/x");
      expect(headers["x-one"]).to.equal("1");
      expect(headers).not.to.have.property("cookie");
    });

    it("never leaves this machine, and is 502 when nobody listens and 504 when nobody answers", async () => {
      const unknown = await edge({}, undefined, { originUrl: () => undefined });
      expect((await unknown.get("/api/x")).status).to.equal(502);
      expect(unknown.logged.join()).to.include(apiDomain);
      const closed = await listen(() => {});
      await closed.close();
      const nobody = await edge({}, undefined, { originUrl: closed.url });
      const refused = await nobody.get("/api/x");
      expect(refused.status).to.equal(502);
      expect(refused.cache).to.equal("Error from cloudfront");
      const slow = await edge(
        { apiOrigin: { customOriginConfig: { originReadTimeout: 0.05 } } },
        () => {},
      );
      expect((await slow.get("/api/x")).status).to.equal(504);
    });

    it("ends when the viewer goes away", async () => {
      let gone: () => void = () => {};
      const ended = new Promise<void>((done) => {
        gone = done;
      });
      const leave = new AbortController();
      const { get } = await edge({}, (_, response) => {
        response.on("close", () => gone());
        response.write("first");
        leave.abort();
      });
      await get("/api/x", { signal: leave.signal }).catch(() => {});
      await ended;
    });

    it("ends when the viewer goes away before there is an answer", async () => {
      let gone: () => void = () => {};
      const ended = new Promise<void>((done) => {
        gone = done;
      });
      const leave = new AbortController();
      const { get, logged } = await edge({}, (_, response) => {
        response.on("close", () => gone());
        leave.abort();
      });
      await get("/api/x", { signal: leave.signal }).catch(() => {});
      await ended;
      expect(logged).to.deep.equal([]);
    });

    it("is refused by the bucket without an origin access control", async () => {
      const { get, logged } = await edge({ siteOrigin: { originAccessControlId: undefined } });
      expect((await get("/index.html")).status).to.equal(403);
      expect(logged.join()).to.include("origin access control");
    });
  });

  describe("functions", () => {
    it("rewrite the request, with the headers, query and cookies they leave", async () => {
      const code = `function handler(event) {
        var request = event.request;
        var seen = {
          version: event.version, type: event.context.eventType, ip: event.viewer.ip,
          method: request.method, query: request.querystring, cookies: request.cookies,
          cookieHeader: request.headers.cookie === undefined, multi: request.headers['x-multi']
        };
        request.uri = '/api/changed';
        request.headers['x-site-origin'] = { value: 'http://' + request.headers.host.value };
        request.headers['x-seen'] = { value: JSON.stringify(seen) };
        request.querystring.added = { value: '1' };
        delete request.querystring.dropped;
        delete request.headers['x-secret'];
        return request;
      }`;
      const { get, seen, url } = await edge({
        api: { functionAssociations: on("viewer-request", "f") },
        extra: [edgeFunction("f", code)],
      });
      await get("/api/x?a=1&a=2&dropped=1", {
        headers: { "x-site-origin": "https://evil", "x-secret": "s", cookie: "c=1" },
      });
      const { headers, url: asked } = seen[0] as Seen;
      expect(asked).to.equal("/api/changed?a=1&a=2&added=1");
      expect(headers["x-site-origin"]).to.equal(url);
      expect(headers).not.to.have.property("x-secret");
      expect(headers.cookie).to.equal("c=1");
      expect(JSON.parse(headers["x-seen"] as string)).to.deep.equal({
        version: "1.0",
        type: "viewer-request",
        ip: "127.0.0.1",
        method: "GET",
        query: {
          a: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] },
          dropped: { value: "1" },
        },
        cookies: { c: { value: "1" } },
        cookieHeader: true,
      });
    });

    it("answer by themselves, without the origin", async () => {
      const code = `async function handler() {
        await Promise.resolve();
        return { statusCode: 413, headers: { 'content-type': { value: 'application/json' } },
          cookies: { a: { value: '1', attributes: 'Secure' } }, body: '{"error":"too large"}' };
      }`;
      const { get, seen } = await edge({
        api: { functionAssociations: on("viewer-request", "f") },
        extra: [edgeFunction("f", code)],
      });
      const reply = await get("/api/x", { method: "POST", body: "x".repeat(100_000) });
      expect(reply.status).to.equal(413);
      expect(reply.text).to.equal('{"error":"too large"}');
      expect(reply.cache).to.equal("FunctionGeneratedResponse from cloudfront");
      expect(reply.headers.get("set-cookie")).to.equal("a=1; Secure");
      expect(seen).to.deep.equal([]);
    });

    it("change a response's status and headers, but do not see an origin's errors", async () => {
      const code = `function handler(event) {
        var response = event.response;
        response.statusCode = event.request.uri === '/gone.html' ? 404 : response.statusCode;
        response.headers['x-added'] = { value: event.response.headers['content-type'].value };
        return response;
      }`;
      const { get } = await edge({
        pages: { functionAssociations: on("viewer-response", "f") },
        extra: [edgeFunction("f", code), object("gone.html", "gone")],
      });
      const fine = await get("/index.html");
      expect(fine.status).to.equal(200);
      expect(fine.headers.get("x-added")).to.equal("text/html; charset=utf-8");
      expect((await get("/gone.html")).status).to.equal(404);
      const missing = await get("/missing.html");
      expect(missing.status).to.equal(404);
      expect(missing.headers.get("x-added")).to.equal(null);
    });

    it("that throw, never end or return nothing are 503; that break the rules are 502", async () => {
      const failing: [string, number][] = [
        ["function handler() { throw new Error('oops'); }", 503],
        ["function handler() { while (true) {} }", 503],
        ["function handler() { return new Promise(function () {}); }", 503],
        ["function handler() {}", 503],
        ["function handler() { return eval('1'); }", 503],
        ["function handler() { return require('fs'); }", 503],
        ["function handler() { return process.env; }", 503],
        ["function handler(e) { e.request.headers.host = { value: 'x' }; return e.request; }", 502],
        ["function handler(e) { delete e.request.headers.host; return e.request; }", 502],
        [
          "function handler(e) { e.request.headers['x-amz-cf-id'] = {value: 'x'}; return e.request; }",
          502,
        ],
        [
          "function handler(e) { e.request.headers['x-a'] = {value: 'x\\r\\ny: z'}; return e.request; }",
          502,
        ],
        ["function handler() { return { a: 1 }; }", 502],
      ];
      for (const [code, status] of failing) {
        const { get, seen, logged } = await edge({
          api: { functionAssociations: on("viewer-request", "f") },
          extra: [edgeFunction("f", code)],
        });
        expect((await get("/api/x")).status, code).to.equal(status);
        expect(seen, code).to.deep.equal([]);
        expect(logged, code).to.have.length(1);
      }
    });

    it("must parse and be at most 10 KB", async () => {
      for (const code of ["function handler( {", `${" ".repeat(10_241)}function handler() {}`]) {
        let failure = "";
        await edge({
          api: { functionAssociations: on("viewer-request", "f") },
          extra: [edgeFunction("f", code)],
        }).catch((error) => {
          failure = String(error);
        });
        expect(failure).to.include("The CloudFront function f");
      }
    });
  });

  describe("the cache", () => {
    const policy = (more: Json = {}, key: Json = {}) =>
      resource("cloudfront/cachePolicy:CachePolicy", "cp", {
        minTtl: 0,
        defaultTtl: 0,
        maxTtl: 60,
        parametersInCacheKeyAndForwardedToOrigin: {
          queryStringsConfig: {
            queryStringBehavior: "whitelist",
            queryStrings: { items: ["date"] },
          },
          headersConfig: { headerBehavior: "whitelist", headers: { items: ["X-Lang"] } },
          cookiesConfig: { cookieBehavior: "none" },
          ...key,
        },
        ...more,
      });

    function counting(headers: Record<string, string>, status = 200) {
      let count = 0;
      return (_: Seen, response: ServerResponse) => {
        count += 1;
        response.writeHead(status, headers).end(`answer ${count}`);
      };
    }

    it("keeps a reply as long as the origin says, and tells its age", async () => {
      let now = 0;
      const { get, seen } = await edge(
        { api: { cachePolicyId: "cp" }, extra: [policy()] },
        counting({ "cache-control": "max-age=1, s-maxage=10" }),
        { now: () => now },
      );
      const first = await get("/api/free?date=1");
      expect([first.text, first.cache]).to.deep.equal(["answer 1", "Miss from cloudfront"]);
      now = 9_000;
      const kept = await get("/api/free?date=1");
      expect([kept.text, kept.cache]).to.deep.equal(["answer 1", "Hit from cloudfront"]);
      expect(kept.headers.get("age")).to.equal("9");
      const head = await get("/api/free?date=1", { method: "HEAD" });
      expect([head.text, head.cache]).to.deep.equal(["", "Hit from cloudfront"]);
      now = 10_001;
      expect((await get("/api/free?date=1")).text).to.equal("answer 2");
      expect(seen).to.have.length(2);
    });

    it("tells replies apart by what the policy names and by nothing else", async () => {
      const { get } = await edge(
        { api: { cachePolicyId: "cp" }, extra: [policy()] },
        counting({ "cache-control": "max-age=60" }),
      );
      const texts: string[] = [];
      for (const [path, headers] of [
        ["/api/free?date=1", {}],
        ["/api/free?date=2", {}],
        ["/api/free?date=1&other=3", { cookie: "a=1", "x-other": "1" }],
        ["/api/free?date=1", { "x-lang": "fr" }],
        ["/api/free2?date=1", {}],
      ] as const) {
        texts.push((await get(path, { headers })).text);
      }
      expect(texts).to.deep.equal(["answer 1", "answer 2", "answer 1", "answer 3", "answer 4"]);
    });

    it("keeps nothing that says so, nothing by default, no POST, and nothing where it is disabled", async () => {
      const cases: [Shape, Record<string, string>, string][] = [
        [
          { api: { cachePolicyId: "cp" }, extra: [policy()] },
          { "cache-control": "no-store, max-age=60" },
          "GET",
        ],
        [
          { api: { cachePolicyId: "cp" }, extra: [policy()] },
          { "cache-control": "private, max-age=60" },
          "GET",
        ],
        [{ api: { cachePolicyId: "cp" }, extra: [policy()] }, {}, "GET"],
        [
          { api: { cachePolicyId: "cp" }, extra: [policy()] },
          { "cache-control": "max-age=60" },
          "POST",
        ],
        [{}, { "cache-control": "max-age=60" }, "GET"],
      ];
      for (const [shape, headers, method] of cases) {
        const { get } = await edge(shape, counting(headers));
        await get("/api/free", { method });
        const second = await get("/api/free", { method });
        expect(second.text).to.equal("answer 2");
        expect(second.cache).to.equal("Miss from cloudfront");
      }
    });

    it("keeps some errors for ten seconds or as declared, but none where caching is disabled", async () => {
      let now = 0;
      const caching = { api: { cachePolicyId: "cp" }, extra: [policy()] };
      const declared = { customErrorResponses: [{ errorCode: 404, errorCachingMinTtl: 0 }] };
      const cases: [Shape, number, number][] = [
        [caching, 404, 1],
        [caching, 503, 1],
        [caching, 403, 2],
        [caching, 400, 2],
        [{ ...caching, distribution: declared }, 404, 2],
        [{}, 404, 2],
      ];
      for (const [shape, status, asked] of cases) {
        const { get, seen } = await edge(shape, counting({}, status), { now: () => now });
        await get("/api/x");
        expect((await get("/api/x")).status).to.equal(status);
        expect(seen, `${status}`).to.have.length(asked);
        now += 10_001;
        await get("/api/x");
        expect(seen, `${status} later`).to.have.length(asked + 1);
      }
    });

    it("does not keep what was on its way when something was invalidated", async () => {
      const held: ServerResponse[] = [];
      const { get, invalidate } = await edge(
        { api: { cachePolicyId: "cp" }, extra: [policy()] },
        (_, response) => held.push(response),
      );
      const answer = async (which: number, text: string) => {
        await until(() => held.length > which);
        held[which]?.writeHead(200, { "cache-control": "max-age=60" }).end(text);
      };
      const before = get("/api/free");
      await until(() => held.length === 1);
      invalidate(["/api/free"]);
      await answer(0, "old");
      expect((await before).text).to.equal("old");
      const after = get("/api/free");
      await answer(1, "new");
      expect((await after).text).to.equal("new");
      expect((await get("/api/free")).cache).to.equal("Hit from cloudfront");
    });

    it("forgets what is invalidated", async () => {
      const { get, invalidate } = await edge({ extra: [object("a/b.html", "b")] });
      await get("/index.html");
      await get("/a/b.html");
      expect((await get("/a/b.html")).cache).to.equal("Hit from cloudfront");
      invalidate(["/a/*"]);
      expect((await get("/index.html")).cache).to.equal("Hit from cloudfront");
      expect((await get("/a/b.html")).cache).to.equal("Miss from cloudfront");
    });

    it("answers 304 to a viewer that has the reply, and never keeps one viewer's 304 for others", async () => {
      const { get, seen } = await edge(
        { api: { cachePolicyId: "cp" }, extra: [policy()] },
        (request, response) => {
          const fresh = request.headers["if-none-match"] === '"1"';
          response.writeHead(fresh ? 304 : 200, { etag: '"1"', "cache-control": "max-age=60" });
          response.end(fresh ? undefined : "body");
        },
      );
      const known = await get("/api/x", { headers: { "if-none-match": '"1"' } });
      expect([known.status, known.text]).to.deep.equal([304, ""]);
      expect((await get("/api/x")).text).to.equal("body");
      expect(seen).to.have.length(1);
      const page = await get("/index.html");
      const etag = page.headers.get("etag") as string;
      expect((await get("/index.html", { headers: { "if-none-match": etag } })).status).to.equal(
        304,
      );
      expect((await get("/index.html", { headers: { "if-none-match": '"x"' } })).status).to.equal(
        200,
      );
    });
  });

  describe("compression", () => {
    const long = "<p>hello</p>".repeat(200);

    it("packs long texts as the viewer and the policy allow, each kept by itself", async () => {
      const { get } = await edge({
        extra: [object("long.html", long), object("long.png", long, { contentType: "image/png" })],
      });
      for (const [accepted, encoding] of [
        ["gzip, br", "br"],
        ["gzip", "gzip"],
        ["br;q=0, gzip", "gzip"],
        ["identity", null],
      ] as const) {
        const headers = { "accept-encoding": accepted };
        for (const cache of ["Miss", "Hit"]) {
          const reply = await get("/long.html", { headers });
          if (accepted !== "br;q=0, gzip") expect(reply.cache).to.equal(`${cache} from cloudfront`);
          expect(reply.headers.get("content-encoding"), accepted).to.equal(encoding);
          expect(reply.text).to.equal(long);
          expect(reply.headers.get("vary")).to.equal(encoding && "Accept-Encoding");
          expect(reply.headers.get("etag")?.startsWith("W/")).to.equal(encoding !== null);
        }
        expect((await get("/long.png", { headers })).headers.get("content-encoding")).to.equal(
          null,
        );
        expect((await get("/index.html", { headers })).headers.get("content-encoding")).to.equal(
          null,
        );
      }
    });

    it("packs nothing where the behaviour or the policy does not say so", async () => {
      for (const pages of [{ compress: false }, { cachePolicyId: cachingDisabled }]) {
        const { get } = await edge({ pages, extra: [object("long.html", long)] });
        const reply = await get("/long.html", { headers: { "accept-encoding": "gzip, br" } });
        expect(reply.headers.get("content-encoding")).to.equal(null);
      }
    });
  });

  describe("response headers policies", () => {
    const policy = (inputs: Json) =>
      resource("cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "rhp", inputs);

    it("add, override and remove headers, on hits and misses alike", async () => {
      const { get } = await edge(
        {
          api: { responseHeadersPolicyId: "rhp" },
          extra: [
            policy({
              securityHeadersConfig: {
                contentSecurityPolicy: {
                  contentSecurityPolicy: "default-src 'none'",
                  override: true,
                },
                contentTypeOptions: { override: true },
                frameOptions: { frameOption: "DENY", override: false },
                referrerPolicy: { referrerPolicy: "no-referrer", override: true },
                strictTransportSecurity: {
                  accessControlMaxAgeSec: 60,
                  includeSubdomains: true,
                  preload: true,
                  override: true,
                },
                xssProtection: { protection: true, modeBlock: true, override: true },
              },
              customHeadersConfig: {
                items: [
                  { header: "X-Mine", value: "new", override: true },
                  { header: "Cache-Control", value: "no-store", override: false },
                ],
              },
              removeHeadersConfig: { items: [{ header: "X-Powered-By" }] },
            }),
          ],
        },
        (_, response) => {
          response.writeHead(200, {
            "x-frame-options": "SAMEORIGIN",
            "x-mine": "old",
            "x-powered-by": "secret",
          });
          response.end();
        },
      );
      const { headers } = await get("/api/x");
      expect(headers.get("content-security-policy")).to.equal("default-src 'none'");
      expect(headers.get("x-content-type-options")).to.equal("nosniff");
      expect(headers.get("x-frame-options")).to.equal("SAMEORIGIN");
      expect(headers.get("referrer-policy")).to.equal("no-referrer");
      expect(headers.get("strict-transport-security")).to.equal(
        "max-age=60; includeSubDomains; preload",
      );
      expect(headers.get("x-xss-protection")).to.equal("1; mode=block");
      expect(headers.get("x-mine")).to.equal("new");
      expect(headers.get("cache-control")).to.equal("no-store");
      expect(headers.get("x-powered-by")).to.equal(null);
    });

    const cors = (more: Json = {}) =>
      policy({
        corsConfig: {
          accessControlAllowCredentials: false,
          accessControlAllowHeaders: { items: ["content-type"] },
          accessControlAllowMethods: { items: ["GET", "POST"] },
          accessControlAllowOrigins: {
            items: ["https://www.example.com", "https://*.example.org"],
          },
          accessControlExposeHeaders: { items: ["x-id"] },
          accessControlMaxAgeSec: 600,
          originOverride: true,
          ...more,
        },
      });

    it("give CORS headers to listed origins and to nobody else", async () => {
      const { get } = await edge({ api: { responseHeadersPolicyId: "rhp" }, extra: [cors()] });
      for (const origin of ["https://www.example.com", "https://a.example.org"]) {
        const { headers } = await get("/api/x", { headers: { origin } });
        expect(headers.get("access-control-allow-origin")).to.equal(origin);
        expect(headers.get("vary")).to.equal("Origin");
        expect(headers.get("access-control-expose-headers")).to.equal("x-id");
        expect(headers.get("access-control-allow-methods")).to.equal(null);
      }
      const strangers: Record<string, string>[] = [
        {},
        { origin: "https://evil.com" },
        { origin: "http://www.example.com" },
      ];
      for (const headers of strangers) {
        const reply = await get("/api/x", { headers });
        const names = [...reply.headers.keys()].filter((name) => name.startsWith("access-control"));
        expect(names).to.deep.equal([]);
      }
    });

    it("complete a preflight that the origin answers", async () => {
      const { get, seen } = await edge(
        { api: { responseHeadersPolicyId: "rhp" }, extra: [cors()] },
        (_, response) => {
          response.writeHead(204).end();
        },
      );
      const { status, headers } = await get("/api/x", {
        method: "OPTIONS",
        headers: { origin: "https://www.example.com", "access-control-request-method": "POST" },
      });
      expect(status).to.equal(204);
      expect(headers.get("access-control-allow-methods")).to.equal("GET, POST");
      expect(headers.get("access-control-allow-headers")).to.equal("content-type");
      expect(headers.get("access-control-max-age")).to.equal("600");
      expect(seen[0]?.method).to.equal("OPTIONS");
    });

    it("leave the origin's own CORS answer alone unless they override it", async () => {
      for (const [originOverride, expected] of [
        [false, "https://chosen.example"],
        [true, "https://www.example.com"],
      ] as const) {
        const { get } = await edge(
          { api: { responseHeadersPolicyId: "rhp" }, extra: [cors({ originOverride })] },
          (_, response) => {
            response.writeHead(200, { "access-control-allow-origin": "https://chosen.example" });
            response.end();
          },
        );
        const { headers } = await get("/api/x", { headers: { origin: "https://www.example.com" } });
        expect(headers.get("access-control-allow-origin")).to.equal(expected);
        expect(headers.get("access-control-expose-headers")).to.equal(
          originOverride ? "x-id" : null,
        );
      }
    });
  });

  describe("error pages", () => {
    const distribution = {
      customErrorResponses: [
        {
          errorCode: 404,
          responseCode: 404,
          responsePagePath: "/404.html",
          errorCachingMinTtl: 60,
        },
        { errorCode: 403, responseCode: 200, responsePagePath: "/missing.html" },
      ],
    };

    it("replace an error of any behaviour by the declared page and status", async () => {
      const { get } = await edge(
        { distribution, extra: [object("404.html", "not here")] },
        (_, response) => {
          response.writeHead(404).end("api says no");
        },
      );
      for (const path of ["/nothing", "/api/nothing"]) {
        const reply = await get(path);
        expect([reply.status, reply.text]).to.deep.equal([404, "not here"]);
        expect(reply.headers.get("content-type")).to.equal("text/html; charset=utf-8");
        expect(reply.cache).to.equal("Error from cloudfront");
      }
    });

    it("show the error of the page itself when it is missing", async () => {
      const { get, logged } = await edge({ distribution }, (_, response) => {
        response.writeHead(403).end("api says no");
      });
      const reply = await get("/api/x");
      expect(reply.status).to.equal(404);
      expect(reply.text).not.to.include("api says no");
      expect(logged.join()).to.include("/missing.html");
    });
  });

  it("passes an origin's stream on as it comes", async () => {
    let finish: () => void = () => {};
    const { url } = await edge({}, (_, response) => {
      response.write("first ");
      finish = () => response.end("second");
    });
    const response = await fetch(`${url}/api/x`);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const first = await reader.read();
    expect(Buffer.from(first.value as Uint8Array).toString()).to.equal("first ");
    finish();
    const second = await reader.read();
    expect(Buffer.from(second.value as Uint8Array).toString()).to.equal("second");
  });

  describe("what viewers may send", () => {
    const byPath = resource("cloudfront/cachePolicy:CachePolicy", "by-path", {
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 60,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      },
    });
    const cachedApi = { api: { cachePolicyId: "by-path" }, extra: [byPath] };

    it("folds dot segments and escapes before it chooses a behaviour, and sends the path as it was", async () => {
      const { port, seen } = await edge();
      for (const path of ["/a/../api/x", "/./api/x", "/%61pi/x", "/a/%2e%2E/api/x"]) {
        await rawRequest(port, rawGet(path));
        expect(seen.at(-1)?.url, path).to.equal(path);
      }
      const asked = seen.length;
      expect(await rawRequest(port, rawGet("/api/../index.html"))).not.to.include("200 OK");
      expect(await rawRequest(port, rawGet("/api%2Fx"))).not.to.include("200 OK");
      expect(seen).to.have.length(asked);
    });

    it("answers to its own names and to those it was given, and refuses others with its page", async () => {
      const { port } = await edge({}, undefined, { hosts: ["tunnel.example"] });
      const named = (host: string) =>
        rawRequest(port, rawGet("/index.html").replace("Host: 127.0.0.1", `Host: ${host}`));
      for (const host of ["d1.cloudfront.net", "tunnel.example:443", "localhost:1"]) {
        expect(statusOf(await named(host)), host).to.equal(200);
      }
      const refused = await named("d2.cloudfront.net");
      expect(statusOf(refused)).to.equal(403);
      expect(refused).to.include("Generated by cloudfront");
    });

    it("refuses a URL over 8,192 bytes and a request over 20,480 with 413", async () => {
      const { port } = await edge();
      const answer = async (...parts: Parameters<typeof rawGet>) =>
        statusOf(await rawRequest(port, rawGet(...parts)));
      expect(await answer(`/api/x?${"a".repeat(8000)}`)).to.equal(200);
      expect(await answer(`/api/x?${"a".repeat(8192)}`)).to.equal(413);
      expect(await answer("/api/x", `x: ${"a".repeat(20_000)}`)).to.equal(200);
      expect(await answer("/api/x", `x: ${"a".repeat(20_480)}`)).to.equal(413);
      expect(await answer("/api/x", `x: ${"a".repeat(40_000)}`)).to.equal(413);
    });

    it("cuts an object to the range that is asked for", async () => {
      const { get } = await edge();
      const range = async (text: string, more: Record<string, string> = {}) => {
        const reply = await get("/index.html", { headers: { range: text, ...more } });
        const body = reply.status === 206 ? reply.text : "";
        return [reply.status, reply.headers.get("content-range"), body];
      };
      const whole = "<h1>home</h1>";
      expect(await range("bytes=0-3")).to.deep.equal([206, "bytes 0-3/13", "<h1>"]);
      expect(await range("bytes=4-")).to.deep.equal([206, "bytes 4-12/13", whole.slice(4)]);
      expect(await range("bytes=-5")).to.deep.equal([206, "bytes 8-12/13", "</h1>"]);
      expect(await range("bytes=0-999")).to.deep.equal([206, "bytes 0-12/13", whole]);
      expect(await range("bytes=13-")).to.deep.equal([416, "bytes */13", ""]);
      for (const none of ["bytes=5-2", "bytes=0-1,3-4", "lines=1-2", "bytes=-"]) {
        expect(await range(none), none).to.deep.equal([200, null, ""]);
      }
      expect(await range("bytes=0-3", { "if-range": '"another"' })).to.deep.equal([200, null, ""]);
    });

    it("asks the origin once for equal requests of one moment", async () => {
      const { get, seen } = await edge(cachedApi, (_, response) => {
        setTimeout(() => response.setHeader("cache-control", "max-age=60").end("{}"), 100);
      });
      const replies = await Promise.all(Array.from({ length: 20 }, () => get("/api/x")));
      expect(replies.map(({ status }) => status)).to.deep.equal(Array(20).fill(200));
      expect(seen).to.have.length(1);
    });

    it("asks for each where the reply can't be kept", async () => {
      const { get, seen } = await edge(cachedApi, (_, response) => {
        setTimeout(() => response.setHeader("cache-control", "no-store").end("{}"), 50);
      });
      await Promise.all(Array.from({ length: 5 }, () => get("/api/x")));
      expect(seen).to.have.length(5);
    });

    it("keeps nothing of a viewer who went away but what the origin said", async () => {
      const { get, seen } = await edge(cachedApi, (_, response) => {
        setTimeout(() => response.setHeader("cache-control", "max-age=60").end("{}"), 150);
      });
      await get("/api/x", { signal: AbortSignal.timeout(50) }).catch(() => {});
      expect((await get("/api/x")).status).to.equal(200);
      expect(seen).to.have.length(1);
    });

    it("asks with HEAD for HEAD, and answers a GET with no empty body afterwards", async () => {
      const { get, seen } = await edge(cachedApi, ({ method }, response) => {
        response.setHeader("cache-control", "max-age=60").end(method === "HEAD" ? "" : "{}");
      });
      expect((await get("/api/x", { method: "HEAD" })).status).to.equal(200);
      expect((await get("/api/x")).text).to.equal("{}");
      expect(seen.map(({ method }) => method)).to.deep.equal(["HEAD", "GET"]);
    });
  });
});
