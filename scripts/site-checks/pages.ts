import { readFileSync } from "node:fs";
import { buildSite } from "../../build/site";
import { everyFile } from "../../build/site-files";

/** A page of the site as a browser gets it. */
export interface Page {
  /** Its address on the site: "/fr/book". */
  readonly path: string;
  readonly html: string;
}

/** What a check found, for a person: where, and what. */
export interface Finding {
  readonly page: string;
  readonly problem: string;
}

/** Every page of the site, in every language, and the addresses of all files; as published at an address, if given. */
export function sitePages(origin?: string): { pages: Page[]; paths: Set<string> } {
  const files = everyFile(buildSite({ origin }));
  const pages = files
    .filter(({ path }) => path.endsWith(".html"))
    .map(({ path, file }) => ({ path: addressOf(path), html: readFileSync(file, "utf8") }));
  return { pages, paths: new Set(files.map(({ path }) => addressOf(path))) };
}

/** "fr/book/index.html" is served at "/fr/book". */
function addressOf(file: string): string {
  return `/${file}`.replace(/\/index\.html$|\.html$/, "") || "/";
}
