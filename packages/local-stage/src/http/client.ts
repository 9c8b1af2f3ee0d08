import { Agent, request } from "node:http";

/** One answer of a loopback server. */
export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends one POST request to a loopback server over a kept-alive connection. */
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
    call.on("error", (error: NodeJS.ErrnoException) => {
      // The server closed the idle connection just as it was taken up again.
      if (call.reusedSocket && error.code === "ECONNRESET")
        send(url, headers, body).then(done, failed);
      else failed(error);
    });
    call.end(body);
  });
}
