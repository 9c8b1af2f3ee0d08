import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
} from "node:http";
import type { AddressInfo } from "node:net";

/** A server on the loopback interface. */
export interface Listening {
  /** For example "http://127.0.0.1:4000". */
  readonly url: string;
  readonly port: number;
  /** Stops it and ends what is still open. */
  close(): Promise<void>;
}

/** Headers by lower-case name, every value in order. */
export type HeaderBag = Record<string, string[]>;

/** Listens on 127.0.0.1; port 0 takes a free one. Rejects with `EADDRINUSE` when it is taken. */
export function listen(handler: RequestListener, port = 0): Promise<Listening> {
  const server = createServer({ maxHeaderSize: 32 * 1024 }, handler);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const { port: taken } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${taken}`,
        port: taken,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/**
 * Reads a body of at most `limit` bytes. A longer one is `undefined`; the rest of it is thrown away
 * as it comes, so that the sender still gets to read the refusal.
 */
export async function readBody(request: IncomingMessage, limit: number) {
  const announced = Number(request.headers["content-length"] ?? 0);
  let size = 0;
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (announced > limit || size > limit) {
      chunks.length = 0;
      if (size > 4 * limit) break;
    } else {
      chunks.push(chunk);
    }
  }
  return announced > limit || size > limit ? undefined : Buffer.concat(chunks);
}

/** A message's headers by lower-case name. */
export function headersOf(message: IncomingMessage): HeaderBag {
  const bag: HeaderBag = {};
  for (const [name, value] of headerPairs(message)) {
    const lower = name.toLowerCase();
    if (!Object.hasOwn(bag, lower)) bag[lower] = [];
    bag[lower]?.push(value);
  }
  return bag;
}

/** A message's headers as they were sent: names in their own case, repeats kept. */
export function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    pairs.push([rawHeaders[i] as string, rawHeaders[i + 1] as string]);
  }
  return pairs;
}

/** The bag as Node's HTTP functions take it. */
export function outgoing(bag: HeaderBag): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(bag).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

/** Headers that belong to one connection and are never passed on (RFC 9110, 7.6.1). */
export const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
