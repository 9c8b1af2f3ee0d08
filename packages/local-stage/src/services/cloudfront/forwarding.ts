import { emptyBag, type HeaderBag, hopByHop } from "../../http/headers";
import type { Behavior, Distribution } from "./distribution";
import { cookiePairs, type EdgeRequest, queryPairs } from "./message";
import { takes } from "./policies";

/** The query that goes to the origin: what the cache key has and what the request policy adds. */
export function forwardedQuery(
  { cachePolicy, requestPolicy }: Behavior,
  { query }: EdgeRequest,
): string {
  const pairs = queryPairs(query).filter(
    ([name]) => takes(cachePolicy.query, name) || takes(requestPolicy.query, name),
  );
  return pairs.map(([name, value]) => (value === "" ? name : `${name}=${value}`)).join("&");
}

/** Headers that describe the body or the request itself, and so always go along. */
const inherent = new Set(["content-type", "content-length", "range", "if-none-match"]);

/**
 * The headers that go to an API. The origin's custom headers win over a viewer's of the same name,
 * or a visitor could send a key of their own.
 */
export function forwardedHeaders(
  distribution: Distribution,
  { cachePolicy, requestPolicy, origin }: Behavior,
  request: EdgeRequest,
  encoding: string,
): HeaderBag {
  const headers = emptyBag();
  for (const [name, values] of Object.entries(request.headers)) {
    const taken = takes(cachePolicy.headers, name) || takes(requestPolicy.headers, name);
    if (name !== "cookie" && !hopByHop.has(name) && (taken || inherent.has(name))) {
      headers[name] = values;
    }
  }
  const cookies = cookiePairs(request.headers).filter(
    ([name]) => takes(cachePolicy.cookies, name) || takes(requestPolicy.cookies, name),
  );
  if (cookies.length > 0) headers.cookie = [cookies.map((pair) => pair.join("=")).join("; ")];
  if (cachePolicy.gzip || cachePolicy.brotli) {
    delete headers["accept-encoding"];
    if (encoding) headers["accept-encoding"] = [encoding === "br" ? "br,gzip" : "gzip"];
  }
  headers.host ??= [origin.domainName];
  headers["user-agent"] ??= ["Amazon CloudFront"];
  const before = request.headers["x-forwarded-for"] ?? [];
  headers["x-forwarded-for"] = [[...before, request.clientIp].join(", ")];
  headers.via = [[...(request.headers.via ?? []), viaOf(distribution)].join(", ")];
  headers["x-amz-cf-id"] = [request.requestId];
  for (const [name, value] of origin.customHeaders) headers[name] = [value];
  return headers;
}

/** What CloudFront calls itself in Via headers. */
export function viaOf({ domainName }: Distribution): string {
  return `1.1 ${domainName} (CloudFront)`;
}
