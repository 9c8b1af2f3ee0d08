import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { SiteFile } from "./site-files";

/** What one build made, with a digest over all that it was made of and all that it wrote. */
interface Manifest {
  readonly digest: string;
  readonly files: readonly SiteFile[];
}

const project = resolve(__dirname, "..");
const manifestPath = join(project, "dist", "site.json");

/** Everything that a page may be made of; more than it takes, so that nothing is forgotten. */
const sources = ["www", "handlers", "business.ts", "package-lock.json"];

/** The files of an earlier build, when no byte of its sources or of itself has changed since. */
export function unchangedSite(): SiteFile[] | undefined {
  if (!existsSync(manifestPath)) return undefined;
  const { digest, files } = JSON.parse(readFileSync(manifestPath, "utf8")) as Manifest;
  const found = files.map((one) => ({ ...one, file: join(project, one.file) }));
  return digestOf(found) === digest ? found : undefined;
}

/** Remembers a build; its files are kept relative to the project, which may be moved. */
export function rememberSite(files: SiteFile[]): SiteFile[] {
  const kept = files.map((one) => ({ ...one, file: relative(project, one.file) }));
  const draft = `${manifestPath}.${process.pid}`;
  const manifest = { digest: digestOf(files) ?? "", files: kept } satisfies Manifest;
  writeFileSync(draft, JSON.stringify(manifest));
  renameSync(draft, manifestPath);
  return files;
}

/** Undefined when a file is gone. */
function digestOf(built: readonly SiteFile[]): string | undefined {
  const hash = createHash("sha256");
  const all = [
    ...sources.flatMap((name) => filesOf(join(project, name))),
    ...built.map((one) => one.file),
  ];
  for (const path of all) {
    if (!existsSync(path)) return undefined;
    hash.update(`${relative(project, path)}\n`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

function filesOf(path: string): string[] {
  if (!path.endsWith(".ts") && !path.endsWith(".json")) {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  }
  return [path];
}
