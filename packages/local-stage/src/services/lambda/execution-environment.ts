import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** How one invocation ended inside its environment. */
export type Outcome =
  | { readonly kind: "done"; readonly payload: string }
  | { readonly kind: "failed"; readonly error: FunctionError }
  | { readonly kind: "timeout" };

/** An outcome with the time that the handler had, in milliseconds. */
export type TimedOutcome = Outcome & {
  readonly durationMs: number;
  /** How long the code outside of the handler took, where this invocation had to wait for it. */
  readonly initDurationMs?: number;
};

/** What Lambda answers for a function that threw. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stackTrace?: readonly string[];
}

export interface EnvironmentOptions {
  /** The unzipped code. */
  readonly folder: string;
  /** "file.export" */
  readonly handler: string;
  readonly memoryMb: number;
  /** All that the function sees as process.env. */
  readonly variables: Readonly<Record<string, string>>;
  /** Takes one line that the function wrote. */
  readonly onLine: (line: string) => void;
}

export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  readonly timeoutSeconds: number;
  /** Called when the handler's turn comes. */
  readonly onBegin?: () => void;
  /** The plain fields of the handler's second argument. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** One execution environment: does one invocation at a time, until it dies. */
export interface ExecutionEnvironment {
  readonly alive: boolean;
  /** Resolves when the handler's module is loaded or has failed to. */
  readonly started: Promise<void>;
  run(invocation: Invocation): Promise<TimedOutcome>;
  close(): Promise<void>;
}

/** Lambda gives the code outside of the handler ten seconds. */
const initSeconds = 10;

/** Starts a worker thread that stands for one of Lambda's environments. */
export function startEnvironment(options: EnvironmentOptions): ExecutionEnvironment {
  const worker = new Worker(join(__dirname, "worker.cjs"), {
    env: { ...options.variables },
    // Not tsx's: what runs here is what was zipped.
    execArgv: [],
    // Counts the heap alone; buffers outside of it are not limited as on AWS.
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    workerData: { folder: options.folder, handler: options.handler },
    stdout: true,
    stderr: true,
  });
  const startedAt = performance.now();
  let isFresh = true;
  let alive = true;
  let finish: ((outcome: Outcome) => void) | undefined;
  let failedInit: FunctionError | undefined;
  let markStarted = () => {};
  const started = new Promise<void>((done) => {
    markStarted = done;
  });

  function end(outcome: Outcome): void {
    finish?.(outcome);
    finish = undefined;
  }
  function die(error: FunctionError): void {
    if (!alive) return;
    alive = false;
    failedInit ??= error;
    markStarted();
    end({ kind: "failed", error });
    void worker.terminate();
  }

  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n")) if (line) options.onLine(line);
    });
  }
  worker.on("message", (message) => {
    if (message.type === "log") options.onLine(message.text);
    if (message.type === "ready") {
      // Who comes after this waits for nothing, and so it is no cold start.
      isFresh = false;
      markStarted();
    }
    if (message.type === "done") end({ kind: "done", payload: message.payload });
    if (message.type === "failed" && message.dies) die(message.error);
    else if (message.type === "failed") end({ kind: "failed", error: message.error });
  });
  worker.on("error", (error) => die(crash(error)));
  worker.on("exit", (code) => {
    die({ errorType: "Runtime.ExitError", errorMessage: `The process exited with code ${code}.` });
  });

  return {
    get alive() {
      return alive;
    },
    started,
    async run({ requestId, payload, timeoutSeconds, onBegin, context }) {
      const waitsForInit = isFresh;
      isFresh = false;
      const initTimer = setTimeout(() => {
        die({ errorType: "Sandbox.Timedout", errorMessage: `Init took over ${initSeconds} s.` });
      }, initSeconds * 1000);
      await started;
      clearTimeout(initTimer);
      const begun = performance.now();
      onBegin?.();
      const init = waitsForInit && { initDurationMs: begun - startedAt };
      if (!alive)
        return { kind: "failed", error: failedInit as FunctionError, durationMs: 0, ...init };
      const outcome = await new Promise<Outcome>((done) => {
        const milliseconds = timeoutSeconds * 1000;
        const timer = setTimeout(() => {
          alive = false;
          void worker.terminate();
          end({ kind: "timeout" });
        }, milliseconds);
        finish = (outcome) => {
          clearTimeout(timer);
          done(outcome);
        };
        const deadline = Date.now() + milliseconds;
        worker.postMessage({ request: requestId, payload, deadline, context });
      });
      return { ...outcome, durationMs: performance.now() - begun, ...init };
    },
    async close() {
      die({ errorType: "Runtime.Shutdown", errorMessage: "The stage is closing." });
      await worker.terminate();
    },
  };
}

function crash(error: Error & { code?: string }): FunctionError {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { errorType: "Runtime.OutOfMemory", errorMessage: "The function ran out of memory." };
  }
  return { errorType: error.name, errorMessage: error.message };
}
