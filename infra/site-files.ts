import { existsSync } from "node:fs";
import { join } from "node:path";

/** One file of the built site. */
export interface SiteFile {
  /** The object's key, for example "book/index.html". */
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** Absolute path on disk, below dist/www. */
  readonly file: string;
}

/** The built site; nothing until www/build.ts works. */
export function siteFiles(): SiteFile[] {
  const module = join(__dirname, "..", "www", "build.ts");
  if (!existsSync(module)) return [];
  try {
    return (require(module) as { buildSite(): SiteFile[] }).buildSite();
  } catch (error) {
    console.error(`The site is not built yet: ${error}`);
    return [];
  }
}
