import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Graph } from "local-stage";

/** The functions, bundled as they are shipped, in processes of their own that may be killed. */
export interface Functions {
  /** Invokes a handler module; rejects where its process was killed meanwhile, or where it threw. */
  invoke(module: string, event: unknown): Promise<unknown>;
  /** Kills one of the processes in the middle of whatever it does, and starts another one. */
  kill(which: number): void;
  /** What they wrote on stderr last. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Thrown where a function's process is gone. */
export class ProcessKilled extends Error {}

/** How long what a killed process has sent may still be on its way, in milliseconds. */
const afterglowMs = 150;
const mostLines = 200;

interface FunctionProcess {
  readonly child: ChildProcess;
  readonly waiting: Map<number, { done(reply: unknown): void; failed(error: Error): void }>;
}

/**
 * Starts them.
 * @param code the file with all handlers
 */
export function startFunctions(
  graph: Graph,
  {
    code,
    endpoint,
    processes,
  }: { readonly code: string; readonly endpoint: string; readonly processes: number },
): Functions {
  const env = {
    ...variablesOf(graph),
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "prove",
    AWS_SECRET_ACCESS_KEY: "prove",
    AWS_SESSION_TOKEN: "prove",
    AWS_ENDPOINT_URL: endpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    PATH: process.env.PATH ?? "",
    TZ: "UTC",
  };
  const lines: string[] = [];
  let calls = 0;
  let isClosing = false;

  function start(): FunctionProcess {
    const waiting: FunctionProcess["waiting"] = new Map();
    // Not tsx's: what runs there is what was bundled.
    const child = fork(join(__dirname, "function-process.cjs"), [code], { env, execArgv: [] });
    child.on("message", (message: Answer) => {
      if (message.line !== undefined) {
        lines.push(message.line);
        if (lines.length > mostLines) lines.shift();
        return;
      }
      const { call = 0, reply, error } = message;
      const waiter = waiting.get(call);
      waiting.delete(call);
      if (error === undefined) waiter?.done(reply);
      else waiter?.failed(new Error(error));
    });
    child.once("exit", () => {
      const { length } = [...waiting.values()];
      const tell = () => {
        for (const { failed } of waiting.values()) failed(new ProcessKilled());
      };
      if (length > 0) setTimeout(tell, isClosing ? 0 : afterglowMs);
    });
    child.on("error", () => {});
    return { child, waiting };
  }

  const running = Array.from({ length: processes }, start);
  return {
    lines,
    invoke(module, event) {
      const call = calls++;
      const { child, waiting } = running[call % processes] as FunctionProcess;
      return new Promise((done, failed) => {
        waiting.set(call, { done, failed });
        child.send({ call, module, event });
      });
    },
    kill(which) {
      const killed = running[which] as FunctionProcess;
      running[which] = start();
      killed.child.kill("SIGKILL");
    },
    async close() {
      isClosing = true;
      const ended = running.map(
        ({ child }) => new Promise((done) => child.once("exit", done).kill("SIGKILL")),
      );
      await Promise.all(ended);
    },
  };
}

interface Answer {
  readonly line?: string;
  readonly call?: number;
  readonly reply?: unknown;
  readonly error?: string;
}

/** What the program sets for its functions; no two of them want different values of one variable. */
function variablesOf(graph: Graph): Record<string, string> {
  const all: Record<string, string> = {};
  for (const { name, inputs } of graph.ofType("aws:lambda/function:Function")) {
    const own = (inputs.environment?.variables ?? {}) as Record<string, string>;
    for (const [variable, value] of Object.entries(own)) {
      if ((all[variable] ?? value) !== value) {
        throw new Error(`${name} wants another ${variable} than the functions before it.`);
      }
      all[variable] = value;
    }
  }
  return all;
}
