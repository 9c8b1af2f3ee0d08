import type { HeaderBag } from "../../http/headers";
import { matchesText } from "../iam/wildcard";
import type { Behavior } from "./distribution";
import { cacheControl, cookiePairs, type EdgeRequest, queryPairs } from "./message";
import { takes } from "./policies";

/** A reply that the edge keeps. */
export interface Kept {
  readonly status: number;
  readonly headers: HeaderBag;
  readonly body: Buffer;
  readonly uri: string;
  readonly keptAt: number;
  readonly expiresAt: number;
}

/** More than any site of this size; the oldest go first. */
const mostEntries = 2000;

/** The replies an edge keeps in memory. */
export class EdgeCache {
  readonly #entries = new Map<string, Kept>();
  readonly #fetches = new Map<string, Promise<unknown>>();

  /** How many there have been; a fetch remembers it from before it asked. */
  invalidations = 0;

  constructor(private readonly now: () => number) {}

  find(key: string): Kept | undefined {
    const kept = this.#entries.get(key);
    if (!kept) return undefined;
    if (kept.expiresAt > this.now()) return kept;
    this.#entries.delete(key);
    return undefined;
  }

  /** Keeps a reply, unless something was invalidated since it was asked for: it may be the old one. */
  keep(
    key: string,
    seconds: number,
    reply: Omit<Kept, "keptAt" | "expiresAt">,
    invalidationsBefore: number,
  ): void {
    if (invalidationsBefore !== this.invalidations) return;
    const keptAt = this.now();
    this.#entries.delete(key);
    this.#entries.set(key, { ...reply, keptAt, expiresAt: keptAt + seconds * 1000 });
    if (this.#entries.size > mostEntries) {
      this.#entries.delete(this.#entries.keys().next().value as string);
    }
  }

  /** What is being fetched under the key at the moment, for equal requests to wait for. */
  fetching(key: string): Promise<unknown> | undefined {
    return this.#fetches.get(key);
  }

  /** Makes a fetch known until it is over. */
  async alone<Result>(key: string, fetch: () => Promise<Result>): Promise<Result> {
    const going = fetch();
    this.#fetches.set(key, going);
    return going.finally(() => this.#fetches.delete(key));
  }

  /** Forgets what fits one of the paths, for example "/*" or "/book". */
  invalidate(paths: readonly string[]): void {
    this.invalidations++;
    for (const [key, { uri }] of this.#entries) {
      if (paths.some((path) => matchesText(path, uri))) this.#entries.delete(key);
    }
  }

  age({ keptAt }: Kept): number {
    return Math.floor((this.now() - keptAt) / 1000);
  }
}

/** What tells one kept reply from another under the behaviour's cache policy. */
export function cacheKey(behavior: Behavior, request: EdgeRequest, encoding: string): string {
  const { cachePolicy, origin } = behavior;
  return JSON.stringify([
    origin.id,
    request.uri,
    queryPairs(request.query).filter(([name]) => takes(cachePolicy.query, name)),
    Object.entries(request.headers)
      .filter(([name]) => takes(cachePolicy.headers, name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    cookiePairs(request.headers).filter(([name]) => takes(cachePolicy.cookies, name)),
    encoding,
  ]);
}

/** For how many seconds the edge keeps a reply that is no error. */
export function secondsToKeep({ cachePolicy }: Behavior, headers: HeaderBag): number {
  const { minTtl, defaultTtl, maxTtl } = cachePolicy;
  const directives = cacheControl(headers);
  if (["no-store", "no-cache", "private"].some((name) => directives.has(name))) return minTtl;
  const said = saidSeconds(headers);
  if (said === undefined) return Math.min(defaultTtl, maxTtl);
  return Math.min(Math.max(said, minTtl), maxTtl);
}

/**
 * For how many seconds the edge keeps an error of the origin, where caching is not disabled. Some
 * are only kept when the origin says for how long.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export function secondsToKeepError(status: number, headers: HeaderBag, minTtl: number): number {
  const directives = cacheControl(headers);
  const said = directives.has("s-maxage") || directives.has("max-age") ? saidSeconds(headers) : 0;
  const always = [404, 414, 500, 501, 502, 503, 504].includes(status);
  const whenSaid = [400, 403, 405, 412, 415].includes(status) && Boolean(said);
  return always || whenSaid ? Math.max(minTtl, said ?? 0) : 0;
}

function saidSeconds(headers: HeaderBag): number | undefined {
  const directives = cacheControl(headers);
  const said = directives.get("s-maxage") ?? directives.get("max-age");
  if (said !== undefined) return Number(said) || 0;
  const expires = headers.expires?.[0];
  if (expires === undefined) return undefined;
  const seconds = (Date.parse(expires) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? 0 : Math.max(0, seconds);
}
