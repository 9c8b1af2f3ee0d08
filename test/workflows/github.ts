import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { githubFolder } from "./workflows";

/** A comment or an issue as GitHub's API has it. */
export interface Item {
  readonly id: number;
  readonly number?: number;
  readonly user: { readonly login: string };
  readonly body: string;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: Record<string, string>;
}

/** A GitHub that answers each path with one list, and what was asked of it beside reading. */
export interface FakeGitHub {
  readonly writes: readonly Call[];
  /** Runs one of our scripts against it; resolves with what it printed and its exit code. */
  run(
    script: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<Ran>;
  close(): void;
}

export interface Ran {
  readonly code: number;
  readonly text: string;
}

/** Starts one on loopback with what it has, by path below the repository. */
export async function fakeGitHub(lists: Readonly<Record<string, unknown[]>>): Promise<FakeGitHub> {
  const writes: Call[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const path = pathname.replace("/repos/owner/shop/", "");
    let text = "";
    for await (const chunk of request) text += chunk;
    if (request.headers.authorization !== "Bearer token") response.statusCode = 401;
    if (request.method === "GET" && !lists[path]) response.statusCode = 404;
    if (request.method !== "GET") {
      writes.push({ method: request.method ?? "", path, body: JSON.parse(text) });
    }
    response.end(JSON.stringify(request.method === "GET" ? (lists[path] ?? {}) : {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const given = {
    PATH: process.env.PATH,
    GITHUB_API_URL: `http://127.0.0.1:${port}`,
    GITHUB_REPOSITORY: "owner/shop",
    GITHUB_TOKEN: "token",
  };
  return {
    writes,
    run: (script, args, env = {}) =>
      new Promise((resolve) => {
        const file = join(githubFolder, "scripts", script);
        const child = execFile(
          process.execPath,
          [file, ...args],
          { env: { ...given, ...env } },
          (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, text: stdout + stderr }),
        );
      }),
    close: () => server.close(),
  };
}
