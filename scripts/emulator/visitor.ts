import { request } from "node:http";

/** A part of the shop as this machine reaches it. */
export interface Place {
  /** Without a slash at its end; paths follow. */
  readonly url: string;
  /** The name that it answers to, where that is not in the address. */
  readonly host?: string;
}

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers have every shape
  readonly json: any;
}

interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call; `fetch` does not let anybody name another host than the address has. */
export function call(
  { url, host }: Place,
  method: string,
  path: string,
  { body, headers = {} }: Sent = {},
): Promise<Answer> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const all = {
    "User-Agent": "Mozilla/5.0 (shopfront emulator)",
    ...(payload !== undefined && {
      "Content-Type": "application/json",
      "Content-Length": String(Buffer.byteLength(payload)),
    }),
    ...(host !== undefined && { Host: host }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers: all, timeout: 60_000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text, json: parsed(text) }));
      answer.on("error", reject);
    });
    sent.on("timeout", () => sent.destroy(new Error(`${method} ${path} has no answer.`)));
    sent.on("error", reject);
    sent.end(payload);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
