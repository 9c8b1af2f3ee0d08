import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { recallBuild, rememberBuild } from "./build-record";
import type { SiteFile } from "./site-files";

const project = resolve(__dirname, "..");
/** By the folder below dist that the files are in. */
const recordOf = (folder: string) => join(project, "dist", `${folder}.site.json`);

/** The files of an earlier build, if none of them and no source has changed since. */
export function unchangedSite(folder = "www"): SiteFile[] | undefined {
  return recallBuild(recordOf(folder), traces)?.map((one) => ({
    ...one,
    file: join(project, one.file),
  }));
}

/** Records a build and returns it. */
export function rememberSite(folder: string, files: SiteFile[]): SiteFile[] {
  const kept = files.map((one) => ({ ...one, file: relative(project, one.file) }));
  rememberBuild(recordOf(folder), kept, traces);
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
