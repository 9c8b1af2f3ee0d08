import { type ChildProcess, spawn } from "node:child_process";

/** What a process said until it ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Out of reach of Ctrl-C, for what tidies up after it. */
  readonly detached?: boolean;
}

/** How long a process that was asked to end may take. */
const graceMs = 2_000;

/**
 * The processes that a review starts. None outlives it, since it would go on writing into the review's folder.
 * They are never waited for synchronously: tsx kills a script that does not hear a signal at once.
 */
export class Processes {
  private readonly running = new Set<ChildProcess>();
  private isEnding = false;

  /** Runs a command to its end; after {@link end} nothing begins, and nothing answers. */
  async run(command: string, words: readonly string[], around: Surroundings): Promise<Ended> {
    if (this.isEnding) return silence();
    const child = spawn(command, words, { ...around, stdio: ["ignore", "pipe", "pipe"] });
    this.running.add(child);
    const said = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said.out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      said.err += text;
    });
    try {
      const code = await new Promise<number | null>((resolve, reject) => {
        child.on("close", resolve).on("error", reject);
      });
      return this.isEnding ? await silence() : { code, ...said };
    } finally {
      this.running.delete(child);
    }
  }

  /** Ends all that run, by force those that do not end when asked. */
  async end(): Promise<void> {
    this.isEnding = true;
    await Promise.all([...this.running].map(ended));
  }
}

function silence(): Promise<never> {
  return new Promise(() => {});
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await gone;
  clearTimeout(force);
}
