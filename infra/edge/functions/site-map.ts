/** What the bucket holds, so that the edge can tell a page from a mistyped address. */
export interface SiteMap {
  /** The key of every object that a deployment uploads, for example "favicon.svg". */
  readonly keys: readonly string[];
  /** The paths of what is published, but for the error pages, for example "book/index.html". */
  readonly published: readonly string[];
  /** "404.html" of every language, published as well. */
  readonly errorPages: readonly string[];
  /** The folder of the objects of what is published, for example "pages/0a1b2c3d/". */
  readonly publishedFolder: string;
  /** Folders of hashed files, for example "assets/"; what is below them is left to the bucket. */
  readonly assetFolders: readonly string[];
}

/** The key of the object that a path names, or is already the key of; empty where there is none. */
export function keyOf(site: SiteMap, uri: string): string {
  const whole = uri.substring(1);
  const isKey = whole.indexOf(site.publishedFolder) === 0;
  const path = isKey ? whole.substring(site.publishedFolder.length) : whole;
  if (site.assetFolders.some((folder) => path.indexOf(folder) === 0)) return path;
  if (site.keys.indexOf(path) >= 0) return path;
  const folder = path === "" || path.charAt(path.length - 1) === "/" ? path : `${path}/`;
  const page = site.published.indexOf(path) >= 0 ? path : `${folder}index.html`;
  return site.published.indexOf(page) >= 0 ? `${site.publishedFolder}${page}` : "";
}

/** The key of the error page in the language of a path. */
export function errorPageOf(site: SiteMap, uri: string): string {
  const localized = `${uri.split("/")[1]}/404.html`;
  const page = site.errorPages.indexOf(localized) >= 0 ? localized : "404.html";
  return `${site.publishedFolder}${page}`;
}
