import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { recallBuild, rememberBuild } from "./build-record";

/** What one bundling read and wrote, relative to the project. */
interface Bundling {
  readonly inputs: readonly string[];
  /** By module. */
  readonly zips: Readonly<Record<string, string>>;
}

/** What else decides the result, beside the files that were read. */
const always = [
  "package-lock.json",
  "build/bundles.ts",
  "build/bundle-cache.ts",
  "build/pure-schemas.ts",
  "contract/operations/counted.ts",
];

const traces = ({ inputs, zips }: Bundling) => [...always, ...inputs, ...Object.values(zips)];

/** The file of the record; each set of modules has its own. */
export function manifestPath(modules: readonly string[]): string {
  const name = createHash("sha256").update(modules.join("\n")).digest("hex").slice(0, 12);
  return resolve(join(__dirname, "..", "dist", "functions", `bundles-${name}.json`));
}

/** The zips of an earlier run, by module, if nothing has changed since. */
export function unchangedZips(modules: readonly string[]): Bundling["zips"] | undefined {
  return recallBuild<Bundling>(manifestPath(modules), traces)?.zips;
}

/** Records what a bundling read and wrote. */
export function rememberZips(
  modules: readonly string[],
  inputs: readonly string[],
  zips: Bundling["zips"],
): void {
  rememberBuild<Bundling>(manifestPath(modules), { inputs, zips }, traces);
}
