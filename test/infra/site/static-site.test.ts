import { expect } from "chai";
import type { Graph } from "local-stage";
import * as routes from "../../../contract/operations";
import { getAvailability } from "../../../contract/operations";
import { type Operation, wantsEdgeKey } from "../../../contract/operations/operation";
import { cachedPaths } from "../../../infra/edge/cached-paths";
import { visitPaths } from "../../../infra/edge/visit-paths";
import { siteMap } from "../../../infra/site/page-behavior";
import { edgeHandler, program } from "../../support/pulumi";

const distributionOf = (graph: Graph) =>
  graph.only("aws:cloudfront/distribution:Distribution").inputs;

const edgeKey = (graph: Graph, plan: string): string =>
  graph.named("aws:apigateway/apiKey:ApiKey", `api-gateway-${plan}-2026-11-21`).outputs.value;

describe("the distribution", () => {
  it("redirects to HTTPS, speaks HTTP/2 and 3 and IPv6, and reaches Africa", async () => {
    const distribution = distributionOf(await program("prod"));
    expect(distribution).to.deep.include({
      enabled: true,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: "PriceClass_200",
      defaultRootObject: "index.html",
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    });
    const behaviors = [distribution.defaultCacheBehavior, ...distribution.orderedCacheBehaviors];
    expect(behaviors).to.have.lengthOf.above(3);
    for (const behavior of behaviors) {
      expect(behavior.viewerProtocolPolicy).to.equal("redirect-to-https");
      expect(behavior.compress).to.equal(true);
    }
  });

  it("asks the API over TLS with a key for each plan, and the bucket with a signature", async () => {
    const graph = await program("prod");
    const { origins } = distributionOf(graph);
    const access = graph.only("aws:cloudfront/originAccessControl:OriginAccessControl");
    expect(access.inputs).to.deep.equal({
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    expect(origins).to.deep.equal([
      {
        originId: "site",
        domainName: graph.named("aws:s3/bucket:Bucket", "site-files-bucket").outputs
          .bucketRegionalDomainName,
        originAccessControlId: access.id,
      },
      {
        originId: "pictures",
        domainName: graph.named("aws:s3/bucket:Bucket", "pictures-bucket").outputs
          .bucketRegionalDomainName,
        originAccessControlId: access.id,
      },
      ...["bookings", "visits"].map((plan) => ({
        originId: plan === "bookings" ? "api" : "api-visits",
        domainName: new URL(graph.only("aws:apigateway/stage:Stage").outputs.invokeUrl).hostname,
        customHeaders: [{ name: "x-api-key", value: edgeKey(graph, plan) }],
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      })),
      {
        originId: "sign-in",
        domainName: "cognito-idp.ca-central-1.amazonaws.com",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ]);
  });

  it("keeps the keys out of everything but those headers", async () => {
    const graph = await program("prod");
    const others = graph.resources.filter(
      ({ type }) =>
        !/distribution:Distribution|apiKey:ApiKey|infra:(BookingApi|Gateway|EdgeKeys)/.test(type),
    );
    expect(others.length).to.be.above(100);
    const text = JSON.stringify(others);
    for (const plan of ["bookings", "visits"]) expect(text).not.to.include(edgeKey(graph, plan));
  });

  it("never keeps an answer of the API but those that say for how long", async () => {
    const graph = await program("prod");
    const cache = (operation: string) =>
      graph.named("aws:cloudfront/cachePolicy:CachePolicy", `site-${operation}-cache`);
    const kept: Record<string, string> = {
      "/api/availability": cache("get-availability").id,
      "/api/analytics": cache("get-analytics").id,
      "/api/products": cache("list-products").id,
      "/api/products/*": cache("get-product").id,
    };
    const behaviors = distributionOf(graph).orderedCacheBehaviors.filter(
      ({ targetOriginId }: { targetOriginId: string }) => targetOriginId.startsWith("api"),
    );
    expect(behaviors.at(-1).pathPattern).to.equal("/api/*");
    expect(
      behaviors.map(({ pathPattern }: { pathPattern: string }) => pathPattern),
    ).to.have.members([...Object.keys(kept), "/api/count", "/api/feedback", "/api/*"]);
    for (const behavior of behaviors) {
      expect(behavior).to.deep.include({
        // Writes share paths with kept replies.
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        // AWS's CachingDisabled and AllViewerExceptHostHeader.
        cachePolicyId: kept[behavior.pathPattern] ?? "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      });
    }
    expect(cache("get-availability").inputs).to.deep.include({
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 5,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: {
          queryStringBehavior: "whitelist",
          queryStrings: { items: ["date", "days", "service", "options", "staff"] },
        },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    });
    const { maxTtl, parametersInCacheKeyAndForwardedToOrigin } = cache("get-product").inputs;
    expect(maxTtl).to.equal(30);
    expect(parametersInCacheKeyAndForwardedToOrigin.queryStringsConfig).to.deep.equal({
      queryStringBehavior: "none",
    });
  });

  it("sends visits and reviews with the key of their own plan, and all else with the bookings'", async () => {
    const { orderedCacheBehaviors } = distributionOf(await program("prod"));
    const originOf = (path: string) =>
      orderedCacheBehaviors.find(({ pathPattern }: { pathPattern: string }) =>
        new RegExp(`^${pathPattern.replaceAll("*", ".*")}$`).test(path),
      ).targetOriginId;
    for (const row of Object.values<Operation>(routes)) {
      if (!wantsEdgeKey(row)) continue;
      const path = `/api${row.path.replace(/\{\w+\}/g, "x")}`;
      const visits = ["/api/count", "/api/feedback"].includes(path);
      expect(originOf(path), path).to.equal(visits ? "api-visits" : "api");
    }
  });

  it("replaces no error of the API and keeps none", async () => {
    const { customErrorResponses } = distributionOf(await program("prod"));
    expect(
      customErrorResponses.map((error: { errorCode: number }) => error.errorCode),
    ).to.deep.equal([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]);
    for (const error of customErrorResponses) {
      expect(error).to.have.all.keys("errorCode", "errorCachingMinTtl");
      expect(error.errorCachingMinTtl).to.equal(0);
    }
  });

  it("runs the edge functions that know the built pages", async () => {
    const graph = await program("prod");
    const code = (name: string) =>
      graph.named("aws:cloudfront/function:Function", name).inputs.code as string;
    const arn = (name: string) => graph.named("aws:cloudfront/function:Function", name).outputs.arn;
    const { defaultCacheBehavior, orderedCacheBehaviors } = distributionOf(graph);
    expect(defaultCacheBehavior.functionAssociations).to.deep.equal([
      { eventType: "viewer-request", functionArn: arn("site-paths") },
      { eventType: "viewer-response", functionArn: arn("site-status") },
    ]);
    for (const behavior of orderedCacheBehaviors) {
      if (!behavior.targetOriginId.startsWith("api")) continue;
      expect(behavior.functionAssociations).to.deep.equal([
        { eventType: "viewer-request", functionArn: arn("site-api") },
      ]);
    }
    const page = edgeHandler<{ uri: string }>(code("site-paths"));
    for (const path of ["/", "/book", "/manage", "/fr", "/fr/book", "/fr/manage"]) {
      expect(page({ request: { uri: path, headers: {} } }).uri).to.match(/index\.html$/);
    }
    for (const { inputs } of graph.ofType("aws:cloudfront/function:Function")) {
      expect(inputs.runtime).to.equal("cloudfront-js-2.0");
      expect(inputs.publish).to.equal(true);
      expect(Buffer.byteLength(inputs.code)).to.be.below(10_240);
    }
  });

  it("forbids inline code and framing, and asks for HTTPS for two years", async () => {
    const graph = await program("prod");
    const headers = (name: string) =>
      graph.named("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", name).inputs;
    const pages = headers("site-page-headers").securityHeadersConfig;
    const policy = pages.contentSecurityPolicy.contentSecurityPolicy.split("; ");
    expect(policy).to.have.members([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]);
    for (const { securityHeadersConfig } of [
      headers("site-page-headers"),
      headers("site-api-headers"),
    ]) {
      expect(securityHeadersConfig).to.deep.include({
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
        strictTransportSecurity: {
          accessControlMaxAgeSec: 63_072_000,
          includeSubdomains: true,
          override: true,
        },
      });
    }
    expect(headers("site-api-headers").customHeadersConfig.items).to.deep.equal([
      { header: "Cache-Control", value: "no-store", override: false },
    ]);
  });

  it("lets the pages of the allowed origins call the API, and has no CORS where there are none", async () => {
    const cors = async (stage: string) =>
      (await program(stage)).named(
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
        "site-api-headers",
      ).inputs.corsConfig;
    expect(await cors("prod")).to.deep.equal({
      accessControlAllowCredentials: false,
      accessControlAllowHeaders: { items: ["content-type", "idempotency-key", "x-manage-token"] },
      accessControlAllowMethods: { items: ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"] },
      accessControlAllowOrigins: { items: ["https://www.braidwithpetra.ca"] },
      accessControlMaxAgeSec: 600,
      originOverride: true,
    });
    expect(await cors("dev")).to.equal(undefined);
  });

  it("serves plain HTTP on one's own machine, and never says otherwise", async () => {
    const graph = await program("local");
    const { defaultCacheBehavior, orderedCacheBehaviors } = distributionOf(graph);
    for (const behavior of [defaultCacheBehavior, ...orderedCacheBehaviors]) {
      expect(behavior.viewerProtocolPolicy).to.equal("allow-all");
    }
    for (const { inputs } of graph.ofType(
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    )) {
      expect(inputs.securityHeadersConfig).not.to.have.property("strictTransportSecurity");
    }
    expect(graph.exports.siteUrl).to.match(/^http:\/\//);
  });
});

describe("the paths that spend the quota of visits", () => {
  const booking: Operation = { ...routes.createBooking };

  it("are those of the rows that say so", () => {
    expect(visitPaths(routes)).to.have.members(["/count", "/feedback"]);
    const row: Operation = { ...routes.countVisit, path: "/pages/{page}/count" };
    expect(visitPaths({ countPage: row })).to.deep.equal(["/pages/*/count"]);
  });

  it("are not shared with a write that spends the bookings'", () => {
    const shared = { ...booking, path: "/count" } as const;
    expect(() => visitPaths({ countVisit: routes.countVisit, bookCount: shared })).to.throw(
      "bookCount and countVisit share a path, so they need the same usage plan.",
    );
    const below: Operation = { ...routes.countVisit, path: "/booking/{what}" };
    const cancel: Operation = { ...routes.cancelBooking };
    expect(() => visitPaths({ countBelow: below, cancelBooking: cancel })).to.throw(
      "cancelBooking and countBelow share a path",
    );
  });

  it("are not those of a kept reply, which has one origin", () => {
    const row: Operation = { ...routes.countVisit, path: "/analytics" };
    const { getAnalytics } = routes;
    expect(() => visitPaths({ countLook: row, getAnalytics })).to.throw(
      "countLook needs a path without cached responses.",
    );
  });
});

describe("what the edge knows of the site", () => {
  it("is every key, and the folders that hold hashed files only by their cache header", () => {
    const file = (path: string, cacheControl: string) => ({
      path,
      cacheControl,
      contentType: "x/y",
      file: `/${path}`,
    });
    const pages = [
      file("index.html", "public, max-age=0"),
      file("404.html", "public, max-age=0"),
      file("fr/404.html", "public, max-age=0"),
    ];
    const files = [
      file("assets/a-1.js", "public, max-age=31536000, immutable"),
      file("assets/b-2.css", "public, max-age=31536000, immutable"),
      file("robots-3.txt", "public, max-age=31536000, immutable"),
    ];
    const map = siteMap({ files, pages, release: "r1" });
    expect(map).to.deep.equal({
      keys: ["assets/a-1.js", "assets/b-2.css", "robots-3.txt"],
      published: ["index.html", "sitemap.xml"],
      errorPages: ["404.html", "fr/404.html"],
      publishedFolder: "pages/r1/",
      assetFolders: ["assets/"],
    });
    // In whatever order they come, or every deployment would publish the functions again.
    const reversed = { files: files.toReversed(), pages: pages.toReversed(), release: "r1" };
    expect(siteMap(reversed)).to.deep.equal(map);
  });

  const uncacheable: [why: string, row: Operation][] = [
    ["depends on who asks", { ...getAvailability, access: "manage" }],
    ["changes something", { ...getAvailability, method: "POST" }],
  ];
  for (const [why, row] of uncacheable) {
    it(`refuses to keep a reply that ${why}`, () => {
      expect(() => cachedPaths({ getSomething: row })).to.throw(
        "getSomething has cacheSeconds; only a public GET can be cached.",
      );
    });
  }

  it("keeps what has one address per thing under a pattern", () => {
    const row: Operation = { ...getAvailability, path: "/days/{day}/times/{time}" };
    const [kept] = cachedPaths({ getTime: row });
    expect(kept?.pattern).to.equal("/days/*/times/*");
  });

  it("refuses a GET that a kept pattern would cover, but no write", () => {
    const kept: Operation = { ...getAvailability, path: "/days/{day}" };
    const { cacheSeconds, ...fresh } = getAvailability;
    const below: Operation = { ...fresh, access: "admin", path: "/days/{day}/visits" };
    expect(cacheSeconds).to.equal(5);
    expect(() => cachedPaths({ getDay: kept, listVisits: below })).to.throw(
      "listVisits needs a path that the cached responses of getDay don't cover.",
    );
    expect(cachedPaths({ getDay: kept, addVisit: { ...below, method: "POST" } })).to.have.lengthOf(
      1,
    );
  });
});
