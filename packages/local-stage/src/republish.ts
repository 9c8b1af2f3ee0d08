import { type Log, oneLine } from "./log";
import type { Published } from "./service";

export interface RepublisherOptions {
  /** Makes the zips anew. */
  readonly rebuild: () => Promise<void>;
  /** Publishes what differs. */
  readonly redeploy: () => Promise<readonly Published[]>;
  readonly log: Log;
}

/**
 * Publishes changed functions as new versions, one time after the other. Code that does not build is
 * one line in the log, and the versions that run go on.
 */
export function republisher({ rebuild, redeploy, log }: RepublisherOptions) {
  let last: Promise<unknown> = Promise.resolve();

  async function publish(): Promise<readonly Published[]> {
    try {
      await rebuild();
    } catch (error) {
      log(`not published: ${buildFailure(error)}`);
      return [];
    }
    const published = await redeploy();
    for (const { name, version } of published) log(`published ${name} version ${version}`);
    return published;
  }

  return () => {
    const run = last.then(publish, publish);
    last = run;
    return run;
  };
}

/** esbuild's first complaint, with its place; a mistake in the code is nothing to print a stack for. */
function buildFailure(error: unknown): string {
  const { errors = [] } = error as {
    errors?: { text: string; location?: { file: string; line: number; column: number } | null }[];
  };
  const [first] = errors;
  if (!first) return oneLine(error);
  const { location } = first;
  return `${location ? `${location.file}:${location.line}:${location.column}: ` : ""}${first.text}`;
}
