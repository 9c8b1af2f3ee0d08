/** What the bucket holds, so that the edge can tell a page from a mistyped address. */
export interface SiteMap {
  /** The key of every object but the error pages, for example "book/index.html". */
  readonly keys: readonly string[];
  /** "404.html" of every language. */
  readonly errorPages: readonly string[];
  /** Folders of hashed files, for example "assets/"; what is below them is left to the bucket. */
  readonly assetFolders: readonly string[];
}

/** The key of the object that a path names; empty where there is none. */
export function keyOf(site: SiteMap, uri: string): string {
  const path = uri.substring(1);
  if (site.assetFolders.some((folder) => path.indexOf(folder) === 0)) return path;
  if (site.keys.indexOf(path) >= 0) return path;
  const folder = path === "" || path.charAt(path.length - 1) === "/" ? path : `${path}/`;
  return site.keys.indexOf(`${folder}index.html`) >= 0 ? `${folder}index.html` : "";
}

/** The key of the error page in the language of a path. */
export function errorPageOf(site: SiteMap, uri: string): string {
  const localized = `${uri.split("/")[1]}/404.html`;
  return site.errorPages.indexOf(localized) >= 0 ? localized : "404.html";
}
