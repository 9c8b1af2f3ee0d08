import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Routes } from "../../contract/openapi/document";
import { maxBodyBytes } from "../../contract/rules/body-limit";
import type { StageConfig } from "../config";
import { type CachedPath, cachedPaths } from "./cached-paths";
import { allViewerExceptHostHeader, cachingDisabled } from "./cloudfront";
import { edgeFunction } from "./edge-function";
import { siteAddress } from "./site-address";
import { apiPolicy, cors, securityHeaders } from "./site-headers";
import { siteScheme, viewerProtocol } from "./viewer";
import { visitPaths } from "./visit-paths";

export interface ApiBehaviorsArgs {
  readonly routes: Routes;
  /** What `plainHeaders` makes. */
  readonly headers: aws.cloudfront.ResponseHeadersPolicy;
  readonly config: StageConfig;
}

/**
 * The headers of what is no page: API responses, which nobody keeps unless they say so, and pictures. One policy
 * for both, since an account has only twenty.
 */
export function plainHeaders(
  name: string,
  config: StageConfig,
  parent: pulumi.Resource,
): aws.cloudfront.ResponseHeadersPolicy {
  return new aws.cloudfront.ResponseHeadersPolicy(
    `${name}-api-headers`,
    {
      comment: "API responses and pictures.",
      corsConfig: cors(config.corsOrigins),
      securityHeadersConfig: securityHeaders(apiPolicy, config.https),
      customHeadersConfig: {
        items: [{ header: "Cache-Control", value: "no-store", override: false }],
      },
    },
    { parent },
  );
}

/** The operations that take larger bodies than the others, by the paths at which the site serves them. */
function largerBodies(routes: Routes): Record<string, number> {
  return Object.fromEntries(
    Object.values(routes).flatMap(({ path, maxBodyBytes }) =>
      maxBodyBytes === undefined ? [] : [[`/api${path}`, maxBodyBytes]],
    ),
  );
}

/** How CloudFront serves `/api/*` from the API's origins: cached only where an operation says so. */
export function apiBehaviors(
  name: string,
  { routes, headers, config }: ApiBehaviorsArgs,
  parent: pulumi.Resource,
): aws.types.input.cloudfront.DistributionOrderedCacheBehavior[] {
  const settings = {
    scheme: siteScheme(config),
    maxBodyBytes,
    largerBodies: largerBodies(routes),
    address: siteAddress(config),
  };
  const request = edgeFunction(`${name}-api`, "api-request", settings, { parent });
  const toApi = {
    targetOriginId: "api",
    viewerProtocolPolicy: viewerProtocol(config),
    // On every path, because a cached GET may share its path with writes: PUT /products/{product_id}.
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    originRequestPolicyId: allViewerExceptHostHeader,
    responseHeadersPolicyId: headers.id,
    functionAssociations: [{ eventType: "viewer-request", functionArn: request }],
  };
  return [
    ...cachedPaths(routes).map((cached) => ({
      ...toApi,
      pathPattern: `/api${cached.pattern}`,
      cachePolicyId: responseCache(name, cached, parent).id,
    })),
    // The same API with the key of the other usage plan; reads of these paths need none.
    ...visitPaths(routes).map((pattern) => ({
      ...toApi,
      targetOriginId: "api-visits",
      pathPattern: `/api${pattern}`,
      cachePolicyId: cachingDisabled,
    })),
    {
      ...toApi,
      pathPattern: "/api/*",
      cachePolicyId: cachingDisabled,
    },
  ];
}

/** Caches a response as long as its own Cache-Control says, by its query. */
function responseCache(
  name: string,
  cached: CachedPath,
  parent: pulumi.Resource,
): aws.cloudfront.CachePolicy {
  return new aws.cloudfront.CachePolicy(
    `${name}-${cached.name}-cache`,
    {
      comment: `Responses of ${cached.pattern}.`,
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: cached.cacheSeconds,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig:
          cached.query.length > 0
            ? { queryStringBehavior: "whitelist", queryStrings: { items: cached.query } }
            : { queryStringBehavior: "none" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    },
    { parent },
  );
}
