import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { Graph } from "../graph";
import { type Listening, listen } from "../http/server";
import type { Faces } from "../service";
import { logLines } from "./log-lines";
import { overview } from "./overview";
import { consolePage } from "./page";

export interface ConsoleOptions {
  readonly graph: Graph;
  readonly services: Faces;
}

/**
 * Serves what the stage does to a browser, and as JSON at /state.json; both take `function`,
 * `text` and `bad` to filter the log lines.
 */
export function startConsole(options: ConsoleOptions): Promise<Listening> {
  return listen((request, response) => {
    answer(options, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end("The stage cannot tell how it is.");
    });
  });
}

const files: Readonly<Record<string, string>> = {
  "/page.css": "text/css; charset=utf-8",
  "/page.js": "text/javascript; charset=utf-8",
};

async function answer(
  { graph, services }: ConsoleOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(`http://console${request.url}`);
  if (request.method !== "GET" && request.method !== "HEAD") {
    return reply(response, 405, "text/plain; charset=utf-8", "Only GET.");
  }
  const type = files[pathname];
  if (type) return reply(response, 200, type, readFileSync(join(__dirname, pathname)));
  if (pathname !== "/" && pathname !== "/state.json") {
    return reply(response, 404, "text/plain; charset=utf-8", "Not found.");
  }
  const filter = {
    functionName: searchParams.get("function") ?? "",
    text: searchParams.get("text") ?? "",
    onlyBad: searchParams.has("bad"),
  };
  const state = await overview(graph, services);
  const lines = logLines(services, filter);
  if (pathname === "/state.json") {
    return reply(response, 200, "application/json", JSON.stringify({ ...state, logs: lines }));
  }
  const html = consolePage({ overview: state, lines, filter, inboxUrl: services.ses.inboxUrl });
  reply(response, 200, "text/html; charset=utf-8", html);
}

function reply(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
): void {
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "content-security-policy":
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
  response.end(body);
}
