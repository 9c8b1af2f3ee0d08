import { request as httpRequest, type IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { type HeaderBag, headersOf, hopByHop, outgoing } from "../../http/headers";
import type { BucketOrigin } from "../s3/s3";
import type { Behavior, Distribution } from "./distribution";
import { forwardedHeaders, forwardedQuery } from "./forwarding";
import { type EdgeRequest, errorPage } from "./message";
import type { Failover } from "./origin-group";

/** What an origin answered; from an API it is still coming. */
export interface OriginReply {
  readonly status: number;
  readonly headers: HeaderBag;
  readonly body: Buffer | Readable;
  readonly why?: string;
}

/** Finds where the origins of a distribution are on this machine. */
export interface Origins {
  bucket(domainName: string): BucketOrigin | undefined;
  /** The local address of a custom origin. */
  url(domainName: string): string | undefined;
}

/**
 * Asks the behaviour's origin, and the other one of its group when that fails. Whatever goes wrong is
 * a reply: 502, or 504 when it takes too long.
 */
export async function askOrigin(
  distribution: Distribution,
  behavior: Behavior,
  request: EdgeRequest,
  encoding: string,
  origins: Origins,
): Promise<OriginReply> {
  const reply = await askOne(distribution, behavior, request, encoding, origins);
  const { failover } = behavior;
  if (!failover || !fails(reply, failover) || request.signal.aborted) return reply;
  if (!Buffer.isBuffer(reply.body)) reply.body.resume();
  const second = { ...behavior, origin: failover.origin };
  return await askOne(distribution, second, request, encoding, origins);
}

/** An origin that can't be reached counts where 503 does. */
function fails({ status, why }: OriginReply, { statuses }: Failover): boolean {
  return (
    statuses.includes(status) || (status === 502 && why !== undefined && statuses.includes(503))
  );
}

async function askOne(
  distribution: Distribution,
  behavior: Behavior,
  request: EdgeRequest,
  encoding: string,
  origins: Origins,
): Promise<OriginReply> {
  const { origin } = behavior;
  const path = `${origin.path}${request.uri}`;
  const bucket = origins.bucket(origin.domainName);
  if (bucket) return readBucket(bucket, distribution, behavior, request, path);
  const base = origins.url(origin.domainName);
  if (!base) {
    const why = `No local server stands for the origin ${origin.domainName}.`;
    return failed(502, "CloudFront wasn't able to resolve the origin domain name.", why);
  }
  const query = forwardedQuery(behavior, request);
  return await send(
    new URL(base),
    `${path}${query && `?${query}`}`,
    forwardedHeaders(distribution, behavior, request, encoding),
    request,
    origin.readTimeoutMs,
  );
}

async function readBucket(
  bucket: BucketOrigin,
  distribution: Distribution,
  { origin }: Behavior,
  { method }: EdgeRequest,
  path: string,
): Promise<OriginReply> {
  const key = decoded(path.slice(1));
  const distributionArn = distribution.arn;
  return await bucket.read({ method, key, distributionArn, signed: origin.signed });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The path goes as it was sent, dot segments and all: only the choice of the behaviour folds them. */
function send(
  { host, hostname, port }: URL,
  path: string,
  headers: HeaderBag,
  { method, body, signal }: EdgeRequest,
  timeoutMs: number,
): Promise<OriginReply> {
  return new Promise((resolve) => {
    const sent = { hostname, port, path: path.replace(/[^\x21-\x7e]/gu, encodeURIComponent) };
    const how = { method, headers: outgoing(headers), signal, agent: false };
    const outward = httpRequest({ ...sent, ...how });
    outward.on("response", (incoming: IncomingMessage) => {
      outward.setTimeout(0);
      const kept = headersOf(incoming);
      for (const name of hopByHop) delete kept[name];
      resolve({
        status: incoming.statusCode ?? 502,
        headers: kept,
        body: incoming,
      });
    });
    outward.setTimeout(timeoutMs, () => {
      const why = `${host} did not answer within ${timeoutMs} ms.`;
      resolve(failed(504, "CloudFront attempted to establish a connection, but timed out.", why));
      outward.destroy();
    });
    outward.on("error", (error) => {
      resolve(failed(502, "CloudFront wasn't able to connect to the origin.", String(error)));
    });
    if (body) body.pipe(outward);
    else outward.end();
  });
}

function failed(status: number, title: string, why: string): OriginReply {
  const page = errorPage(status, title, "Try again in a few minutes.");
  return { ...page, why };
}
