import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type HeaderBag, outgoing } from "./headers";
import { type Audience, type Refused, refusalOf } from "./request-check";

/** A server on the loopback interface. */
export interface Listening {
  /** For example "http://127.0.0.1:4000". */
  readonly url: string;
  readonly port: number;
  /** Stops it and ends what is still open. */
  close(): Promise<void>;
}

/** An answer that is written by the server itself. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: HeaderBag;
  readonly body: Buffer;
}

export interface ListenOptions extends Audience {
  /** Default 0, a free one. */
  readonly port?: number;
  /** Writes refusals in the words of the service; default: the sentence as plain text. */
  readonly refusal?: (refused: Refused) => OwnAnswer;
  /** How long a request may take to arrive. Default 30 s. */
  readonly patienceMs?: number;
}

/** Answers a request; what it throws is answered with 500. */
export type Handler = (message: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Listens on 127.0.0.1 for whom the audience names. Whatever is sent there is answered and ends
 * nothing. Rejects with `EADDRINUSE` when the port is taken.
 */
export function listen(handler: Handler, options: ListenOptions = {}): Promise<Listening> {
  const { port = 0, refusal = plainText, patienceMs = 30_000 } = options;
  const limits = {
    maxHeaderSize: 32 * 1024,
    headersTimeout: patienceMs,
    requestTimeout: patienceMs,
    connectionsCheckingInterval: Math.min(5000, patienceMs / 4),
    // Node.js would refuse it in its own words.
    requireHostHeader: false,
  };
  const answering = new WeakMap<Duplex, ServerResponse>();
  const server = createServer(limits, (message, response) => {
    answering.set(message.socket, response);
    void serve(message, response).catch(() => {
      if (response.headersSent) response.destroy();
      else write(response, refusal({ status: 500, reason: "The local stage failed." }));
    });
  });
  const serve = async (message: IncomingMessage, response: ServerResponse) => {
    const refused = refusalOf(message, options);
    if (refused) write(response, refusal(refused));
    else await handler(message, response);
  };
  const refuseRaw = (socket: Duplex, refused: Refused) => {
    socket.on("error", () => {});
    if (!socket.writable || answering.get(socket)?.headersSent) socket.destroy();
    else socket.end(rawText(refusal(refused)), () => socket.destroy());
  };
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    refuseRaw(socket, refusedFor(error.code)),
  );
  server.on("connect", (_, socket) =>
    refuseRaw(socket, { status: 400, reason: "This is no proxy." }),
  );
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      // A connection that cannot be accepted is that visitor's loss alone.
      server.on("error", () => {});
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

function refusedFor(code: string | undefined): Refused {
  if (code === "HPE_HEADER_OVERFLOW") {
    return { status: 431, reason: "The headers are too long." };
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return { status: 408, reason: "The request took too long to arrive." };
  }
  return { status: 400, reason: "This is not HTTP/1.1." };
}

function plainText({ status, reason }: Refused): OwnAnswer {
  const headers = {
    "content-type": ["text/plain; charset=utf-8"],
    "x-content-type-options": ["nosniff"],
  };
  return { status, headers, body: Buffer.from(`${reason}\n`) };
}

/** The connection ends with it: what follows on it may be the rest of something that is no request. */
function closing({ headers, body }: OwnAnswer): HeaderBag {
  return { ...headers, "content-length": [String(body.length)], connection: ["close"] };
}

function write(response: ServerResponse, answer: OwnAnswer): void {
  response.writeHead(answer.status, outgoing(closing(answer)));
  response.end(answer.body);
}

function rawText(answer: OwnAnswer): string {
  const lines = Object.entries(closing(answer)).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  const status = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`;
  return `${[status, ...lines].join("\r\n")}\r\n\r\n${answer.body}`;
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
