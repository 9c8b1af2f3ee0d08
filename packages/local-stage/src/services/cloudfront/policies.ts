import type { Graph } from "../../graph";

// biome-ignore lint/suspicious/noExplicitAny: captured inputs are plain values of many shapes
type Json = any;

/** Which values of a kind a policy takes: none, all, the named ones, or all but the named ones. */
export interface Rule {
  readonly take: "none" | "all" | "named" | "allExcept";
  /** Header names in lower case. */
  readonly names: readonly string[];
}

/** The headers, cookies and query strings that a policy takes from a viewer's request. */
export interface Selection {
  readonly headers: Rule;
  readonly cookies: Rule;
  readonly query: Rule;
}

export interface CachePolicy extends Selection {
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
  readonly gzip: boolean;
  readonly brotli: boolean;
}

const none: Rule = { take: "none", names: [] };
const all: Rule = { take: "all", names: [] };
const nothing: Selection = { headers: none, cookies: none, query: none };
const year = 31_536_000;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const managedCachePolicies: Readonly<Record<string, CachePolicy>> = {
  // CachingDisabled
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": {
    ...nothing,
    minTtl: 0,
    defaultTtl: 0,
    maxTtl: 0,
    gzip: false,
    brotli: false,
  },
  // CachingOptimized
  "658327ea-f89d-4fab-a63d-7e88639e58f6": {
    ...nothing,
    minTtl: 1,
    defaultTtl: 86_400,
    maxTtl: year,
    gzip: true,
    brotli: true,
  },
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const managedRequestPolicies: Readonly<Record<string, Selection>> = {
  // AllViewer
  "216adef6-5c7f-47e4-b989-5492eafa07d3": { headers: all, cookies: all, query: all },
  // AllViewerExceptHostHeader
  "b689b0a8-53d0-40ab-baf2-68738e2966ac": {
    headers: { take: "allExcept", names: ["host"] },
    cookies: all,
    query: all,
  },
  // CORS-S3Origin
  "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf": {
    ...nothing,
    headers: named(["origin", "access-control-request-headers", "access-control-request-method"]),
  },
};

/** The cache policy of that id; throws for one that is neither declared nor a known managed one. */
export function cachePolicyOf(graph: Graph, id: string): CachePolicy {
  const managed = managedCachePolicies[id];
  if (managed) return managed;
  const inputs = declared(graph, "aws:cloudfront/cachePolicy:CachePolicy", id);
  const key = inputs.parametersInCacheKeyAndForwardedToOrigin ?? {};
  const minTtl = inputs.minTtl ?? 0;
  return {
    ...selection(key),
    minTtl,
    defaultTtl: Math.max(minTtl, inputs.defaultTtl ?? 86_400),
    maxTtl: Math.max(minTtl, inputs.maxTtl ?? year),
    gzip: key.enableAcceptEncodingGzip ?? false,
    brotli: key.enableAcceptEncodingBrotli ?? false,
  };
}

/** The origin request policy of that id; without one nothing is taken beyond the cache key. */
export function requestPolicyOf(graph: Graph, id: string | undefined): Selection {
  if (!id) return nothing;
  const managed = managedRequestPolicies[id];
  if (managed) return managed;
  return selection(declared(graph, "aws:cloudfront/originRequestPolicy:OriginRequestPolicy", id));
}

/** The inputs of a resource by id; throws a sentence when the program does not declare it. */
export function declared(graph: Graph, type: string, id: string): Json {
  const found = graph.ofType(type).find((resource) => resource.id === id);
  if (found) return found.inputs;
  throw new Error(`The local CloudFront knows no ${type} ${id}: not declared, nor a managed one.`);
}

/** Whether a rule takes a name. */
export function takes({ take, names }: Rule, name: string): boolean {
  if (take === "all") return true;
  if (take === "none") return false;
  return names.includes(name) === (take === "named");
}

function selection(inputs: Json): Selection {
  const { headersConfig: headers, cookiesConfig: cookies, queryStringsConfig: query } = inputs;
  const headerNames = (headers?.headers?.items ?? []).map((name: string) => name.toLowerCase());
  return {
    headers: rule(headers?.headerBehavior, headerNames),
    cookies: rule(cookies?.cookieBehavior, cookies?.cookies?.items ?? []),
    query: rule(query?.queryStringBehavior, query?.queryStrings?.items ?? []),
  };
}

function rule(behavior: string | undefined, names: readonly string[]): Rule {
  if (behavior === "all" || behavior?.startsWith("allViewer")) return all;
  if (behavior === "whitelist") return named(names);
  return behavior === "allExcept" ? { take: "allExcept", names } : none;
}

function named(names: readonly string[]): Rule {
  return { take: "named", names };
}
