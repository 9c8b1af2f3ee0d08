import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Graph } from "../../graph";
import { type HeaderBag, headerPairs, headersOf, outgoing } from "../../http/headers";
import type { Refused } from "../../http/request-check";
import { listen, type OwnAnswer } from "../../http/server";
import type { EdgeReport } from "../cloudwatch/sources";
import { bucketOrigins } from "../s3/s3";
import { EdgeCache } from "./cache";
import { type Distribution, readDistribution } from "./distribution";
import { viaOf } from "./forwarding";
import { type EdgeRequest, type EdgeResponse, errorPage } from "./message";
import type { Origins } from "./origin";
import { answerViewer } from "./viewer";

export interface CloudFrontOptions {
  readonly graph: Graph;
  /** 0 takes a free one; a taken one rejects with the code `EADDRINUSE`. */
  readonly port: number;
  /** Names that it answers to besides those of the distributions and of this machine. */
  readonly hosts?: readonly string[];
  /** Which local addresses stand for host names of AWS that responses tell a browser. */
  readonly addresses?: ReadonlyMap<string, string>;
  /** Where the custom origins are on this machine: one address for all, or one by domain name. */
  readonly originUrl: string | ((domainName: string) => string | undefined);
  /** Finds the bucket behind an origin's domain name; default: the buckets of the graph. */
  readonly bucket?: Origins["bucket"];
  readonly log: (line: string) => void;
  /** Gets every reply. */
  readonly onReply?: (report: EdgeReport) => void;
  /** Milliseconds since 1970, for the cache, signatures and the firewall. */
  readonly now?: () => number;
}

/** A server that answers for the distributions of a captured program. */
export interface CloudFront {
  readonly url: string;
  /** The names of its distributions. */
  readonly names: readonly string[];
  readonly port: number;
  close(): Promise<void>;
  /** Forgets what it keeps for these paths, "/*" for all. */
  invalidate(paths: readonly string[]): void;
}

/**
 * Serves the program's distribution on a loopback port. Where there are several, a request goes to
 * the one that has its host as an alias, else to the first.
 */
export async function startCloudFront(options: CloudFrontOptions): Promise<CloudFront> {
  const { graph, log, originUrl } = options;
  const distributions = graph
    .ofType("aws:cloudfront/distribution:Distribution")
    .filter(({ inputs }) => inputs.enabled)
    .map((resource) => readDistribution(graph, resource, log, options.addresses));
  const origins = {
    bucket: options.bucket ?? bucketOrigins(graph, log),
    url: typeof originUrl === "string" ? () => originUrl : originUrl,
  };
  const { now = Date.now } = options;
  const edges = distributions.map((distribution) => ({
    distribution,
    cache: new EdgeCache(now),
    origins,
    now,
    log,
  }));
  const [first] = edges;
  if (!first) throw new Error("The program declares no enabled CloudFront distribution.");

  const names = distributions.flatMap(({ domainName, aliases }) => [domainName, ...aliases]);
  const hosts = [...names, ...(options.hosts ?? [])];
  const audience = { port: options.port, hosts, open: true, refusal: refusalPage };
  const server = await listen((message, response) => {
    if (isTooLong(message)) {
      const { status, headers, body } = refusalPage({ status: 413, reason: "It is too long." });
      response.writeHead(status, { ...outgoing(headers), connection: "close" }).end(body);
      return;
    }
    const host = message.headers.host?.replace(/:\d+$/, "") ?? "";
    const edge =
      edges.find(({ distribution }) =>
        [distribution.domainName, ...distribution.aliases].includes(host),
      ) ?? first;
    const request = requestOf(message, response);
    void answerViewer(edge, request)
      .then((answer) => {
        const { status, outcome } = answer;
        const distributionId = edge.distribution.id;
        options.onReply?.({ distributionId, status, outcome, method: request.method });
        return send(edge.distribution, request, response, answer);
      })
      .catch((error) => {
        if (!request.signal.aborted) log(`${request.method} ${request.uri}: ${error}`);
        response.destroy();
      });
  }, audience);
  return {
    url: server.url,
    names,
    port: server.port,
    close: server.close,
    invalidate: (paths) => {
      for (const { cache } of edges) cache.invalidate(paths);
    },
  };
}

/** The limits of a URL, and of a whole request without its body, in bytes. */
function isTooLong(message: IncomingMessage): boolean {
  const { method = "", url = "", headers } = message;
  const lines = headerPairs(message).map(([name, value]) => `${name}: ${value}\r\n`);
  const whole = `${method} ${url} HTTP/1.1\r\n${lines.join("")}\r\n`;
  return `https://${headers.host}${url}`.length > 8192 || whole.length > 20_480;
}

function requestOf(message: IncomingMessage, response: ServerResponse): EdgeRequest {
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const [, uri = "/", query = ""] = /^([^?#]*)\??([^#]*)/.exec(message.url ?? "") ?? [];
  const headers = headersOf(message);
  const hasBody = "transfer-encoding" in headers || Number(headers["content-length"]?.[0] ?? 0) > 0;
  return {
    method: message.method ?? "GET",
    uri,
    query,
    headers,
    clientIp: message.socket.remoteAddress ?? "",
    body: hasBody ? message : undefined,
    signal: gone.signal,
    requestId: randomBytes(40).toString("base64url"),
  };
}

/**
 * What CloudFront answers for a name that no distribution has, and for what is no request or too long.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#RequestCustomMaxRequestStringLength
 */
function refusalPage({ status, reason }: Refused): OwnAnswer {
  const page = errorPage(status === 431 ? 413 : status, "Bad request.", reason);
  return {
    status: page.status,
    headers: { ...page.headers, "x-cache": ["Error from cloudfront"], "x-amz-cf-pop": ["LOCAL"] },
    body: page.body as Buffer,
  };
}

async function send(
  distribution: Distribution,
  { method, requestId }: EdgeRequest,
  response: ServerResponse,
  { status, headers, body, outcome }: EdgeResponse,
): Promise<void> {
  const bodiless = method === "HEAD" || status === 204 || status === 304;
  const length: HeaderBag =
    Buffer.isBuffer(body) && status !== 204 && status !== 304
      ? { "content-length": [String(body.length)] }
      : {};
  response.writeHead(status, {
    ...outgoing({
      ...headers,
      ...length,
      via: [[...(headers.via ?? []), viaOf(distribution)].join(", ")],
      "x-cache": [`${outcome} from cloudfront`],
      "x-amz-cf-pop": ["LOCAL"],
      "x-amz-cf-id": [requestId],
    }),
  });
  if (Buffer.isBuffer(body)) {
    response.end(bodiless ? undefined : body);
  } else if (bodiless) {
    body.resume();
    response.end();
  } else {
    await pipeline(body, response);
  }
}
