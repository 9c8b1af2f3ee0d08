import {
  type EnvironmentOptions,
  type ExecutionEnvironment,
  type Invocation,
  startEnvironment,
  type TimedOutcome,
} from "./execution-environment";

export interface PoolOptions extends EnvironmentOptions {
  /** How many environments may exist at once; more invocations wait. */
  readonly size: number;
  /** Reserved concurrency: beyond it an invocation is throttled instead of waiting. */
  readonly limit: number;
  /** Called with each environment that starts. */
  readonly onStart?: () => void;
}

/** The environments of one version of one function. */
export interface FunctionPool {
  run(invocation: Invocation): Promise<TimedOutcome | "throttled">;
  /** Starts the first environment if there is none. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** An account's default concurrency, beyond which Lambda throttles. */
const accountConcurrency = 1000;

/**
 * Keeps environments and gives each invocation one of its own, as Lambda does. Where all are taken the
 * invocation waits its turn: AWS would start another environment, which two cores do no work faster for.
 */
export function startPool(options: PoolOptions): FunctionPool {
  const idle: ExecutionEnvironment[] = [];
  const all = new Set<ExecutionEnvironment>();
  const waiting: (() => void)[] = [];
  const size = Math.min(options.size, options.limit);
  let running = 0;
  let closed = false;

  function start(): ExecutionEnvironment {
    options.onStart?.();
    const environment = startEnvironment(options);
    all.add(environment);
    return environment;
  }

  function takeIdle(): ExecutionEnvironment | undefined {
    for (let found = idle.pop(); found; found = idle.pop()) {
      if (found.alive) return found;
      all.delete(found);
    }
    return undefined;
  }

  return {
    async run(invocation) {
      if (running + waiting.length >= Math.min(options.limit, accountConcurrency))
        return "throttled";
      if (running >= size) await new Promise<void>((go) => waiting.push(go));
      else running++;
      try {
        if (closed) return "throttled";
        const environment = takeIdle() ?? start();
        const outcome = await environment.run(invocation);
        if (environment.alive) idle.push(environment);
        else all.delete(environment);
        return outcome;
      } finally {
        // The place goes straight to who waits longest, so nobody overtakes.
        const next = waiting.shift();
        if (next) next();
        else running--;
      }
    },
    async warm() {
      if (all.size > 0 || closed || size === 0) return;
      const environment = start();
      idle.push(environment);
      await environment.started;
    },
    async close() {
      closed = true;
      await Promise.all([...all].map((environment) => environment.close()));
    },
  };
}
