import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const projectFolder = resolve(__dirname, "..");

/** The record of a build. Its paths are relative to the project, which may be moved. */
interface Kept<Made> {
  readonly digest: string;
  readonly made: Made;
}

/** Every file that a build read or wrote, relative to the project. */
export type Traces<Made> = (made: Made) => readonly string[];

/** The result of an earlier build, if no file that it read or wrote has changed since. */
export function recallBuild<Made>(record: string, traces: Traces<Made>): Made | undefined {
  if (!existsSync(record)) return undefined;
  const { digest, made } = JSON.parse(readFileSync(record, "utf8")) as Partial<Kept<Made>>;
  return made !== undefined && digestOf(traces(made)) === digest ? made : undefined;
}

/** Records the result of a build, unless one of its files is already gone. */
export function rememberBuild<Made>(record: string, made: Made, traces: Traces<Made>): void {
  const digest = digestOf(traces(made));
  if (digest === undefined) return;
  mkdirSync(dirname(record), { recursive: true });
  // Renamed into place, because two processes may build at once.
  const unfinished = `${record}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify({ digest, made } satisfies Kept<Made>));
  renameSync(unfinished, record);
}

/** Undefined when a file is gone. */
function digestOf(files: readonly string[]): string | undefined {
  const hash = createHash("sha256");
  for (const file of files) {
    const path = join(projectFolder, file);
    if (!existsSync(path)) return undefined;
    hash.update(`${file}\n`).update(readFileSync(path));
  }
  return hash.digest("hex");
}
