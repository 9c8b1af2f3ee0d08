import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compileFunction } from "node:vm";
import { type BuildOptions, buildSync } from "esbuild";
import { business } from "../business";
import type { Business } from "../contract/business";
import { type Assets, type RenderedPage, type ScriptName, scriptNames } from "../www/pages/assets";
import { rememberSite, unchangedSite } from "./site-cache";
import { scriptEntry } from "./site-entries";
import { type SiteFile, siteUrl, writeSite } from "./site-files";

export type { SiteFile };

const source = resolve(__dirname, "../www");
const target = resolve(source, "../dist/www");

/** Search engines leave alone the API, and the owner's page in every language. */
const robots = "User-agent: *\nAllow: /\nDisallow: /api/\nDisallow: /admin\nDisallow: /*/admin\n";

let built: SiteFile[] | undefined;

/**
 * Builds the whole site into dist/www and lists its files; once per process.
 */
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

/** The drawings that pages show; those that only the style sheet uses come with it. */
function addArt(files: Map<string, Uint8Array>): Record<string, string> {
  const art: Record<string, string> = {};
  for (const name of readdirSync(join(source, "art"))) {
    const stem = name.replace(/\.svg$/, "");
    if (stem !== "hero" && !stem.startsWith("portrait-")) continue;
    const content = readFileSync(join(source, "art", name));
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
    files.set(`assets/${stem}-${hash}.svg`, content);
    art[stem] = `/assets/${stem}-${hash}.svg`;
  }
  return art;
}

const shared = {
  bundle: true,
  write: false,
  minify: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  absWorkingDir: resolve(source, ".."),
  logLevel: "silent",
} as const satisfies BuildOptions;

function addBundles(files: Map<string, Uint8Array>, art: Assets["art"]): Assets {
  const entries = scriptNames.map((name) => [name, scriptEntry(name)] as const);
  const { outputFiles, metafile } = buildSync({
    ...shared,
    entryPoints: {
      ...Object.fromEntries(entries),
      style: "www/style/index.css",
      desk: "www/style/admin.css",
    },
    outdir: target,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    entryNames: "assets/[name]-[hash]",
    assetNames: "assets/[name]-[hash]",
    publicPath: "/",
    loader: { ".svg": "file" },
    metafile: true,
  });
  for (const { path, contents } of outputFiles) files.set(siteUrl(target, path).slice(1), contents);
  const urlOf = (entryPoint: string) => {
    const found = Object.entries(metafile.outputs).find(
      ([, made]) => made.entryPoint === entryPoint,
    );
    if (!found) throw new Error(`The site's bundle of ${entryPoint} is missing.`);
    return siteUrl(target, resolve(source, "..", found[0]));
  };
  return {
    style: urlOf("www/style/index.css"),
    adminStyle: urlOf("www/style/admin.css"),
    scripts: Object.fromEntries(entries.map(([name, entry]) => [name, urlOf(entry)])) as Record<
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
 * The pages' own code, bundled in memory: it is ESM and JSX, which the process that builds may not
 * be able to load itself.
 */
function loadRenderer(): Renderer {
  const { outputFiles } = buildSync({
    ...shared,
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
