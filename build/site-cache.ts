import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { recallBuild, rememberBuild } from "./build-record";
import type { SiteFile } from "./site-files";

const project = resolve(__dirname, "..");
const record = join(project, "dist", "site.json");

/** The files of an earlier build, if none of them and no source has changed since. */
export function unchangedSite(): SiteFile[] | undefined {
  return recallBuild(record, traces)?.map((one) => ({ ...one, file: join(project, one.file) }));
}

/** Records a build and returns it. */
export function rememberSite(files: SiteFile[]): SiteFile[] {
  const kept = files.map((one) => ({ ...one, file: relative(project, one.file) }));
  rememberBuild(record, kept, traces);
  return files;
}

/** Every possible source of a page, which is more than each needs, and the built files. */
function traces(built: readonly SiteFile[]): string[] {
  const sources = ["www", "contract", "build"].flatMap(filesBelow);
  return ["business.ts", "package-lock.json", ...sources, ...built.map(({ file }) => file)];
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath, entry.name)))
    .sort();
}
