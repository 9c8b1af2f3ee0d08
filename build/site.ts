import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compileFunction } from "node:vm";
import { buildSync } from "esbuild";
import { business } from "../business";
import type { Business } from "../contract/business";
import { type Assets, type RenderedPage, type ScriptName, scriptNames } from "../www/pages/assets";
import { bundleAssets, bundling, hashedPath } from "./hashed-assets";
import { rememberSite, unchangedSite } from "./site-cache";
import { scriptEntry } from "./site-entries";
import { type SiteFile, writeSite } from "./site-files";

export type { SiteFile };

const source = resolve(__dirname, "../www");
const target = resolve(source, "../dist/www");

/** Keeps search engines away from the API and from the desk in every language. */
const robots = "User-agent: *\nAllow: /\nDisallow: /api/\nDisallow: /admin\nDisallow: /*/admin\n";

let built: SiteFile[] | undefined;

/** Builds the whole site into dist/www and lists its files; once per process. */
export function buildSite(): SiteFile[] {
  built ??= unchangedSite() ?? rememberSite(writeSite(target, contents()));
  return built;
}

/** Every file of the site with its content, before anything is written. */
function contents(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const art = addArt(files);
  const assets = addBundles(files, art);
  const { renderPages, renderOpenApi } = loadRenderer();
  for (const page of renderPages(business, assets)) files.set(page.path, Buffer.from(page.html));
  files.set("openapi.json", Buffer.from(renderOpenApi(business)));
  files.set("favicon.svg", readFileSync(join(source, "art/favicon.svg")));
  files.set("robots.txt", Buffer.from(robots));
  return files;
}

/** The drawings that pages show; those of the style sheet are bundled with it. */
function addArt(files: Map<string, Uint8Array>): Record<string, string> {
  const art: Record<string, string> = {};
  for (const name of readdirSync(join(source, "art"))) {
    const stem = name.replace(/\.svg$/, "");
    if (stem !== "hero" && !stem.startsWith("portrait-")) continue;
    const content = readFileSync(join(source, "art", name));
    const path = hashedPath(stem, ".svg", content);
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
  renderPages(business: Business, assets: Assets): RenderedPage[];
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
