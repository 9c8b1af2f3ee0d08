import { buffer } from "node:stream/consumers";
import { cacheKey, type EdgeCache, type Kept, secondsToKeep, secondsToKeepError } from "./cache";
import { compressed, encodingFor } from "./compression";
import { type Behavior, behaviorFor, type Distribution } from "./distribution";
import type { EdgeRequest, EdgeResponse } from "./message";
import { askOrigin, type OriginReply, type Origins } from "./origin";

/** What fetching needs besides the request. */
export interface Edge {
  readonly distribution: Distribution;
  readonly cache: EdgeCache;
  readonly origins: Origins;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** Gets a reply from the cache or the origin, with the distribution's error pages in place of errors. */
export async function obtain(
  edge: Edge,
  behavior: Behavior,
  request: EdgeRequest,
): Promise<EdgeResponse> {
  const { cache } = edge;
  const reads = request.method === "GET" || request.method === "HEAD";
  const encoding = encodingFor(behavior, request.headers);
  if (!reads || behavior.cachePolicy.maxTtl <= 0) {
    return fetchReply(edge, behavior, request, encoding, undefined);
  }
  const key = cacheKey(behavior, request, encoding);
  const fetch = () => fetchReply(edge, behavior, unconditional(request), encoding, key);
  const kept = cache.find(key);
  if (kept) return hit(cache, kept);
  // Equal requests wait for the first one; what cannot be kept, each then fetches for itself.
  const going = request.method === "GET" ? cache.fetching(key) : undefined;
  if (!going) return request.method === "GET" ? cache.alone(key, fetch) : fetch();
  await going.catch(() => {});
  const come = cache.find(key);
  return come ? hit(cache, come) : fetch();
}

/** Asks the origin, and keeps what it answers where there is a key. */
async function fetchReply(
  edge: Edge,
  behavior: Behavior,
  request: EdgeRequest,
  encoding: ReturnType<typeof encodingFor>,
  wantedKey: string | undefined,
): Promise<EdgeResponse> {
  const { invalidations } = edge.cache;
  const reply = await askOrigin(edge.distribution, behavior, request, encoding, edge.origins);
  if (reply.why && !request.signal.aborted)
    edge.log(`${request.method} ${request.uri}: ${reply.why}`);
  // An API's reply to HEAD has no body that a GET could be answered with.
  const key = request.method === "GET" || Buffer.isBuffer(reply.body) ? wantedKey : undefined;
  if (reply.status >= 400) return await keptError(edge, request, reply, key, invalidations);
  const seconds = key ? secondsToKeep(behavior, reply.headers) : 0;
  if (seconds <= 0 && !Buffer.isBuffer(reply.body)) return { ...reply, outcome: "Miss" };
  const raw = await whole(reply);
  const headers = { ...reply.headers };
  const body = await compressed(behavior, encoding, reply.status, headers, raw);
  const { status } = reply;
  if (key && seconds > 0)
    edge.cache.keep(key, seconds, { status, headers, body, uri: request.uri }, invalidations);
  return { status, headers: { ...headers }, body, outcome: "Miss" };
}

async function keptError(
  edge: Edge,
  request: EdgeRequest,
  reply: OriginReply,
  key: string | undefined,
  invalidations: number,
): Promise<EdgeResponse> {
  const custom = edge.distribution.errorResponses.get(reply.status);
  const seconds = key
    ? secondsToKeepError(reply.status, reply.headers, custom?.cachingMinTtl ?? 10)
    : 0;
  const shown = (await errorPageFor(edge, request, reply)) ?? { ...reply, outcome: "Error" };
  if (!key || seconds <= 0) return shown;
  const body = await whole(shown);
  const { status, headers } = shown;
  const kept = { status, headers: { ...headers }, body, uri: request.uri };
  edge.cache.keep(key, seconds, kept, invalidations);
  return { ...shown, body };
}

/** The page that the distribution declares for this error, fetched through its own behaviours. */
async function errorPageFor(
  edge: Edge,
  request: EdgeRequest,
  reply: OriginReply,
): Promise<EdgeResponse | undefined> {
  const custom = edge.distribution.errorResponses.get(reply.status);
  const uri = custom?.responsePagePath;
  if (!uri) return undefined;
  if (!Buffer.isBuffer(reply.body)) reply.body.resume();
  const behavior = behaviorFor(edge.distribution, uri);
  const encoding = encodingFor(behavior, request.headers);
  const asked = { ...unconditional(request), method: "GET", uri, query: "", body: undefined };
  const page = await askOrigin(edge.distribution, behavior, asked, encoding, edge.origins);
  // CloudFront then shows the error that it met on the way to the page.
  if (page.status >= 400) {
    edge.log(`The error page ${uri} for ${reply.status} answers ${page.status}.`);
    return { ...page, outcome: "Error" };
  }
  const status = custom.responseCode ?? reply.status;
  const own = { ...page.headers };
  const body = await compressed(behavior, encoding, status, own, await whole(page));
  return { status, headers: own, body, outcome: "Error" };
}

/**
 * The request for the whole reply, to keep for others: not the part or the news that this viewer wants,
 * and not ended when this viewer goes away.
 */
function unconditional(request: EdgeRequest): EdgeRequest {
  const headers = { ...request.headers };
  for (const name of ["if-none-match", "if-modified-since", "range"]) delete headers[name];
  return { ...request, headers, signal: new AbortController().signal };
}

function hit(cache: EdgeCache, kept: Kept): EdgeResponse {
  const { status, headers, body } = kept;
  return {
    status,
    headers: { ...headers, age: [String(cache.age(kept))] },
    body,
    outcome: status >= 400 ? "Error" : "Hit",
  };
}

async function whole({ body }: Pick<EdgeResponse, "body">): Promise<Buffer> {
  return Buffer.isBuffer(body) ? body : await buffer(body);
}
