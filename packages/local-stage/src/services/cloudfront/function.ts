import { join } from "node:path";
import { Script } from "node:vm";
import { Worker } from "node:worker_threads";

/** What a CloudFront function made of an event. */
export type FunctionResult =
  | { readonly ok: true; readonly value: Record<string, unknown> }
  | { readonly ok: false; readonly why: string };

export interface EdgeFunction {
  readonly name: string;
  run(event: unknown): Promise<FunctionResult>;
}

/** CloudFront's own limit for a function's code. */
const longestCode = 10 * 1024;

/**
 * Prepares a function for runs that share nothing, as at the edge: no timers, no network, no file
 * system, no `eval`. Throws when its code is too long or does not parse.
 */
export function edgeFunction(
  name: string,
  code: string,
  log: (line: string) => void,
): EdgeFunction {
  if (Buffer.byteLength(code) > longestCode) {
    throw new Error(`The CloudFront function ${name} is longer than ${longestCode} bytes.`);
  }
  try {
    new Script(code, { filename: name });
  } catch (error) {
    throw new Error(`The CloudFront function ${name} does not parse: ${error}`);
  }
  return {
    name,
    async run(event) {
      const { lines, output, why } = await runInWorker(name, code, JSON.stringify(event));
      for (const line of lines) log(`${name}: ${line}`);
      return output === undefined
        ? { ok: false, why: why ?? "it returned nothing" }
        : { ok: true, value: JSON.parse(output) };
    },
  };
}

interface Run {
  readonly lines: readonly string[];
  readonly output?: string;
  readonly why?: string;
}

/** The one thread for all functions; it does not keep the process alive. */
let thread: Worker | undefined;
const waiting = new Map<number, (run: Run) => void>();
let lastId = 0;

/** Starts the thread, which takes as long as a page, before a first visitor needs it. */
export function prepareEdge(): void {
  thread ??= startThread();
}

function runInWorker(name: string, code: string, input: string): Promise<Run> {
  prepareEdge();
  const id = ++lastId;
  return new Promise((done) => {
    waiting.set(id, done);
    thread?.postMessage({ id, name, code, input });
  });
}

function startThread(): Worker {
  const worker = new Worker(join(__dirname, "function-worker.cjs"), { env: {} });
  worker.on("message", ({ id, ...run }: Run & { readonly id: number }) => {
    waiting.get(id)?.(run);
    waiting.delete(id);
  });
  worker.on("exit", () => {
    thread = undefined;
    for (const done of waiting.values()) done({ lines: [], why: "the edge's thread ended" });
    waiting.clear();
  });
  // Without a listener an error in the thread would end the stage; `exit` follows it.
  worker.on("error", () => {});
  // After the listeners, which would hold the process again.
  worker.unref();
  return worker;
}
