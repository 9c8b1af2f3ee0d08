import { Agent, request } from "node:http";

/** One answer of a loopback server. */
export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends one request to a loopback server over a kept-alive connection. */
export function send(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): Promise<Answer> {
  return new Promise((done, failed) => {
    const call = request(url, { method: "POST", agent, headers }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("error", failed);
      reply.on("end", () =>
        done({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    call.on("error", failed);
    call.end(body);
  });
}

/** Closes the connections that `send` kept, so a process can end. */
export function closeConnections(): void {
  agent.destroy();
}
