import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, parse, resolve } from "node:path";
import { compileFunction } from "node:vm";
import { buildSync } from "esbuild";
import { business } from "../business";
import type { Business } from "../contract/business";
import { dateIn } from "../contract/rules/calendar";
import { type Assets, type RenderedPage, type ScriptName, scriptNames } from "../www/pages/assets";
import { type PublishedSite, type Retention, usualRetention } from "../www/pages/published-site";
import type { SearchFile } from "../www/pages/search/search-files";
import { bundleAssets, bundling, hashedPath } from "./hashed-assets";
import { rememberSite, unchangedSite } from "./site-cache";
import { scriptEntry } from "./site-entries";
import { type SiteFile, writeSite } from "./site-files";

export type { Retention, SiteFile };

const source = resolve(__dirname, "../www");
const dist = resolve(source, "../dist");
/** Pictures at addresses that browsers and search engines ask for. */
const icons = ["favicon.svg", "apple-touch-icon.png", "icon-192.png", "icon-512.png"];

const built = new Map<string, SiteFile[]>();

/** What the pages say of the stage that they are built for. */
export type StageFacts = Pick<PublishedSite, "origin" | "retention">;

/**
 * Builds the whole site and lists its files; once per process. Where its pages say something of the stage,
 * they are in a folder of their own, because another process may build those of another stage.
 */
export function buildSite(stage: StageFacts = {}): SiteFile[] {
  const folder = folderOf(stage);
  const files =
    built.get(folder) ??
    unchangedSite(folder) ??
    rememberSite(folder, writeSite(join(dist, folder), contents(stage)));
  built.set(folder, files);
  return files;
}

function folderOf({ origin, retention = usualRetention }: StageFacts): string {
  const said = JSON.stringify([origin, Object.entries(retention).sort()]);
  if (said === JSON.stringify([undefined, Object.entries(usualRetention).sort()])) return "www";
  return join("sites", createHash("sha256").update(said).digest("hex").slice(0, 12));
}

/** Every file of the site with its content, before anything is written. */
function contents(stage: StageFacts): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const art = addArt(files);
  const assets = addBundles(files, art);
  const { renderPages, renderOpenApi, renderSearchFiles } = loadRenderer();
  const site = { ...stage, today: dateIn(business.timeZone, new Date()) };
  for (const page of renderPages(business, assets, site)) {
    files.set(page.path, Buffer.from(page.html));
  }
  for (const { path, text } of renderSearchFiles(business, site))
    files.set(path, Buffer.from(text));
  files.set("openapi.json", Buffer.from(renderOpenApi(business)));
  for (const icon of icons) files.set(icon, readFileSync(join(source, "art", icon)));
  return files;
}

/** The drawings that pages show; those of the style sheet are bundled with it. */
function addArt(files: Map<string, Uint8Array>): Record<string, string> {
  const art: Record<string, string> = {};
  for (const name of readdirSync(join(source, "art"))) {
    const { name: stem, ext } = parse(name);
    if (stem !== "hero" && stem !== "share" && !stem.startsWith("portrait-")) continue;
    const content = readFileSync(join(source, "art", name));
    const path = hashedPath(stem, ext, content);
    files.set(path, content);
    art[stem] = `/${path}`;
  }
  return art;
}

function addBundles(files: Map<string, Uint8Array>, art: Assets["art"]): Assets {
  const bundles = bundleAssets({
    ...Object.fromEntries(scriptNames.map((name) => [name, scriptEntry(name)])),
    style: "www/style/index.css",
    desk: "www/style/admin.css",
  });
  for (const [path, content] of bundles.files) files.set(path, content);
  const urlOf = (name: string) => `/${bundles.entries[name]}`;
  return {
    style: urlOf("style"),
    adminStyle: urlOf("desk"),
    scripts: Object.fromEntries(scriptNames.map((name) => [name, urlOf(name)])) as Record<
      ScriptName,
      string
    >,
    art,
  };
}

interface Renderer {
  renderPages(business: Business, assets: Assets, site: PublishedSite): RenderedPage[];
  renderSearchFiles(business: Business, site: PublishedSite): SearchFile[];
  renderOpenApi(business: Business): string;
}

/**
 * The code that renders the pages, bundled in memory: it is ESM and JSX, which the building process may
 * not be able to load.
 */
function loadRenderer(): Renderer {
  const { outputFiles } = buildSync({
    ...bundling,
    entryPoints: ["www/pages/render.tsx"],
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: false,
  });
  const bundle = { exports: {} };
  const run = compileFunction(outputFiles[0]?.text ?? "", ["module", "exports", "require"], {
    filename: join(source, "pages/render.bundle.cjs"),
  });
  run(bundle, bundle.exports, require);
  return bundle.exports as Renderer;
}
