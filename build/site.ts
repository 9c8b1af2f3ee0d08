import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, parse, relative, resolve } from "node:path";
import { compileFunction } from "node:vm";
import { buildSync } from "esbuild";
import { business } from "../business";
import type { Business } from "../contract/business";
import { dateIn } from "../contract/rules/calendar";
import { type Assets, type RenderedFile, type ScriptName, scriptNames } from "../www/pages/assets";
import { type PublishedSite, type Retention, usualRetention } from "../www/pages/published-site";
import { bundleAssets, bundling, hashedPath } from "./hashed-assets";
import { releaseFile } from "./release-file";
import { rememberSite, unchangedSite } from "./site-cache";
import { type BuiltSite, type SiteFile, writeSite, writeWhole } from "./site-files";

export type { BuiltSite, Retention, SiteFile };

const source = resolve(__dirname, "../www");
const dist = resolve(source, "../dist");
/** Pictures at addresses that browsers and search engines ask for. */
const icons = ["favicon.svg", "apple-touch-icon.png", "icon-192.png", "icon-512.png"];

const built = new Map<string, BuiltSite>();

/** What the pages say of the stage that they are built for. */
export type StageFacts = Pick<PublishedSite, "origin" | "retention">;

/**
 * Builds the whole site and lists its files; once per process. Where its pages say something of the stage,
 * they are in a folder of their own, because another process may build those of another stage.
 */
export function buildSite(stage: StageFacts = {}): BuiltSite {
  const folder = folderOf(stage);
  const site =
    built.get(folder) ?? unchangedSite(folder) ?? rememberSite(folder, build(folder, stage));
  built.set(folder, site);
  return site;
}

function folderOf({ origin, retention = usualRetention }: StageFacts): string {
  const said = JSON.stringify([origin, Object.entries(retention).sort()]);
  if (said === JSON.stringify([undefined, Object.entries(usualRetention).sort()])) return "www";
  return join("sites", createHash("sha256").update(said).digest("hex").slice(0, 12));
}

function build(folder: string, stage: StageFacts): BuiltSite {
  const files = new Map<string, Uint8Array>();
  const art = addArt(files);
  const assets = addBundles(files, { art, pictures: addPictures(files) });
  for (const icon of icons) files.set(icon, readFileSync(join(source, "art", icon)));
  const uploaded = new Set(files.keys());
  const renderer = rendererText();
  const site = { ...stage, today: dateIn(business.timeZone, new Date()) };
  for (const { path, text } of rendererOf(renderer).renderSite(business, assets, site)) {
    files.set(path, Buffer.from(text));
  }
  const release = releaseName(renderer, assets);
  writeWhole(releaseFile, Buffer.from(JSON.stringify({ release, assets })));
  const all = writeSite(join(dist, folder), files);
  return {
    files: all.filter(({ path }) => uploaded.has(path)),
    pages: all.filter(({ path }) => !uploaded.has(path)),
    release,
  };
}

/** Another name for every other rendering of one document. */
function releaseName(renderer: string, assets: Assets): string {
  const text = `${renderer}${JSON.stringify(assets)}`;
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** The drawings that pages show; those of the style sheet are bundled with it. */
function addArt(files: Map<string, Uint8Array>): Record<string, string> {
  const art: Record<string, string> = {};
  for (const name of readdirSync(join(source, "art"))) {
    const { name: stem, ext } = parse(name);
    if (stem !== "hero" && !stem.startsWith("share") && !stem.startsWith("portrait-")) continue;
    const content = readFileSync(join(source, "art", name));
    const path = hashedPath(stem, ext, content);
    files.set(path, content);
    art[stem] = `/${path}`;
  }
  return art;
}

/** The pictures that business.ts may name, which lie in www/pictures. */
function addPictures(files: Map<string, Uint8Array>): Record<string, string> {
  const folder = join(source, "pictures");
  const pictures: Record<string, string> = {};
  if (!existsSync(folder)) return pictures;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const { name, ext } = parse(entry.name);
    if (!entry.isFile() || !isPicture.test(ext)) continue;
    const content = readFileSync(file);
    const path = hashedPath(name, ext, content);
    files.set(path, content);
    pictures[relative(folder, file).split("\\").join("/")] = `/${path}`;
  }
  return pictures;
}

const isPicture = /^\.(jpe?g|png|webp|avif)$/;

function addBundles(
  files: Map<string, Uint8Array>,
  shown: Pick<Assets, "art" | "pictures">,
): Assets {
  const scripts = Object.fromEntries(scriptNames.map((name) => [name, `www/browser/${name}.ts`]));
  const { admin = "", ...others } = scripts;
  const styles = { style: "www/style/index.css", desk: "www/style/admin.css" };
  // A public page is one request for its script; the desk has parts that few open.
  const bundles = [
    bundleAssets({ ...others, ...styles }),
    bundleAssets({ admin }, { isSplit: true }),
  ];
  for (const bundle of bundles) {
    for (const [path, content] of bundle.files) files.set(path, content);
  }
  const entries = Object.assign({}, ...bundles.map((bundle) => bundle.entries)) as Record<
    string,
    string
  >;
  const urlOf = (name: string) => `/${entries[name]}`;
  return {
    style: urlOf("style"),
    adminStyle: urlOf("desk"),
    scripts: Object.fromEntries(scriptNames.map((name) => [name, urlOf(name)])) as Record<
      ScriptName,
      string
    >,
    ...shown,
  };
}

interface Renderer {
  renderSite(business: Business, assets: Assets, site: PublishedSite): RenderedFile[];
}

/**
 * The code that renders the pages, bundled in memory: it is ESM and JSX, which the building process may
 * not be able to load.
 */
function rendererText(): string {
  const { outputFiles } = buildSync({
    ...bundling,
    entryPoints: ["www/pages/render.tsx"],
    platform: "node",
    format: "cjs",
    target: "node20",
    // Its text names the release, so no comment may say where a package lies on this machine.
    minify: true,
    legalComments: "none",
  });
  return outputFiles[0]?.text ?? "";
}

function rendererOf(text: string): Renderer {
  const bundle = { exports: {} };
  const run = compileFunction(text, ["module", "exports", "require"], {
    filename: join(source, "pages/render.bundle.cjs"),
  });
  run(bundle, bundle.exports, require);
  return bundle.exports as Renderer;
}
