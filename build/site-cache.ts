import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { recallBuild, rememberBuild } from "./build-record";
import type { BuiltSite, SiteFile } from "./site-files";

const project = resolve(__dirname, "..");
/** By the folder below dist that the files are in. */
const recordOf = (folder: string) => join(project, "dist", `${folder}.site.json`);

/** An earlier build, if none of its files and no source has changed since. */
export function unchangedSite(folder = "www"): BuiltSite | undefined {
  return moved(recallBuild(recordOf(folder), traces), (file) => join(project, file));
}

/** Records a build and returns it. */
export function rememberSite(folder: string, site: BuiltSite): BuiltSite {
  const kept = moved(site, (file) => relative(project, file));
  rememberBuild(recordOf(folder), kept, traces);
  return site;
}

function moved<Site extends BuiltSite | undefined>(site: Site, to: (file: string) => string): Site {
  const each = (files: readonly SiteFile[]) => files.map((one) => ({ ...one, file: to(one.file) }));
  return site && { ...site, files: each(site.files), pages: each(site.pages) };
}

/** Every possible source of a page, which is more than each needs, and the built files. */
function traces({ files, pages }: BuiltSite): string[] {
  const sources = ["www", "contract", "build"].flatMap(filesBelow);
  const made = [...files, ...pages].map(({ file }) => file);
  return ["business.ts", "package-lock.json", "dist/release.json", ...sources, ...made];
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath, entry.name)))
    .sort();
}
