import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type BuiltSite, everyFile } from "../build/site-files";

/** What pages weigh on the way to a visitor. */
export interface SiteWeight {
  /** The page that a visitor comes to, with all it shows. */
  readonly first: Weight;
  /** Another page after it: its text, and the script that the browser has not met yet. */
  readonly later: Weight;
  readonly pages: number;
  readonly assets: number;
  /** Everything in the bucket. */
  readonly bytes: number;
}

interface Weight {
  readonly requests: number;
  readonly bytes: number;
}

/** The built site's weights: visitors come to the home page and go on to the others, evenly. */
export function siteWeight(site: Pick<BuiltSite, "files" | "pages">): SiteWeight {
  const files = everyFile(site);
  const content = new Map(files.map(({ path, file }) => [path, readFileSync(file)]));
  const sent = (path: string) => gzipSync(content.get(path) ?? "").length;
  const named = (path: string) => String(content.get(path)).match(/assets\/[\w.-]+/g) ?? [];
  const shown = (page: string) => [
    ...new Set(named(page).flatMap((path) => [path, ...(/css$/.test(path) ? named(path) : [])])),
  ];
  const weight = (paths: readonly string[]): Weight => ({
    requests: paths.length,
    bytes: paths.reduce((total, path) => total + sent(path), 0),
  });

  const home = ["index.html", ...shown("index.html"), "favicon.svg"];
  const others = ["book", "reviews", "shop"].map((name) => {
    const page = `${name}/index.html`;
    return weight([page, ...shown(page).filter((path) => !home.includes(path))]);
  });
  const mean = (of: keyof Weight) =>
    others.reduce((total, each) => total + each[of], 0) / others.length;
  return {
    first: weight(home),
    later: { requests: mean("requests"), bytes: mean("bytes") },
    pages: files.filter(({ path }) => path.endsWith(".html")).length,
    assets: files.filter(({ path }) => path.startsWith("assets/")).length,
    bytes: [...content.values()].reduce((total, { length }) => total + length, 0),
  };
}
