import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What one bundling read and wrote, with a digest over the contents of all of it. */
interface Manifest {
  readonly digest: string;
  /** Relative to the project. */
  readonly inputs: readonly string[];
  /** Relative to the project, by module. */
  readonly zips: Readonly<Record<string, string>>;
}

const projectFolder = resolve(__dirname, "..");

/** What decides the result besides the files that were read. */
const always = ["package-lock.json", "infra/bundles.ts", "infra/bundle-cache.ts"];

/** The manifest's file; each set of modules has its own. */
export function manifestPath(modules: readonly string[]): string {
  const name = createHash("sha256").update(modules.join("\n")).digest("hex").slice(0, 12);
  return join(projectFolder, "dist", "functions", `bundles-${name}.json`);
}

/** The zips of an earlier run, when no byte that it read or wrote has changed since. */
export function unchangedZips(modules: readonly string[]): Record<string, string> | undefined {
  const path = manifestPath(modules);
  if (!existsSync(path)) return undefined;
  const { digest, inputs, zips } = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  return digestOf(inputs, zips) === digest ? zips : undefined;
}

/** Remembers what a bundling read and wrote. */
export function rememberZips(
  modules: readonly string[],
  inputs: readonly string[],
  zips: Readonly<Record<string, string>>,
): void {
  const digest = digestOf(inputs, zips);
  if (digest === undefined) return;
  const path = manifestPath(modules);
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify({ digest, inputs, zips } satisfies Manifest));
  renameSync(unfinished, path);
}

/** Undefined when a file is gone. */
function digestOf(inputs: readonly string[], zips: Manifest["zips"]): string | undefined {
  const hash = createHash("sha256");
  for (const file of [...always, ...inputs, ...Object.values(zips)]) {
    const path = join(projectFolder, file);
    if (!existsSync(path)) return undefined;
    hash.update(`${file}\n`).update(readFileSync(path));
  }
  return hash.digest("hex");
}
