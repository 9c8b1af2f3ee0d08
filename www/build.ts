import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { compileFunction } from "node:vm";
import { type BuildOptions, buildSync } from "esbuild";
import type { Assets, RenderedPage } from "./pages/assets";

/** One object of the site's bucket. */
export interface SiteFile {
  /** Below the site's root, for example "fr/book/index.html". */
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** Absolute path of the file on disk, below dist/www. */
  readonly file: string;
}

const source = __dirname;
const target = resolve(source, "../dist/www");

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** The name of a file under assets/ holds a hash of its content, so it never changes. */
const immutable = "public, max-age=31536000, immutable";
/** Browsers ask again each time; the edge keeps a page for a day and is told when it changes. */
const revalidated = "public, max-age=0, s-maxage=86400, must-revalidate";

let built: SiteFile[] | undefined;

/**
 * Builds the whole site into dist/www and lists its files; once per process. Two processes may build
 * at the same time, so files are written whole and only what no build makes any more is removed.
 */
export function buildSite(): SiteFile[] {
  built ??= write(contents());
  return built;
}

/** Every file of the site with its content, before anything is written. */
function contents(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const art = addArt(files);
  const assets = addBundles(files, art);
  for (const page of loadRenderer().renderPages(assets)) {
    files.set(page.path, Buffer.from(page.html));
  }
  files.set("favicon.svg", readFileSync(join(source, "art/favicon.svg")));
  files.set("robots.txt", Buffer.from("User-agent: *\nAllow: /\nDisallow: /api/\n"));
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
  const { outputFiles, metafile } = buildSync({
    ...shared,
    entryPoints: {
      book: "www/browser/book.ts",
      manage: "www/browser/manage.ts",
      style: "www/style/index.css",
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
  for (const { path, contents } of outputFiles) files.set(siteUrl(path).slice(1), contents);
  const urlOf = (entryPoint: string) => {
    const found = Object.entries(metafile.outputs).find(
      ([, made]) => made.entryPoint === entryPoint,
    );
    if (!found) throw new Error(`The site's bundle of ${entryPoint} is missing.`);
    return siteUrl(resolve(source, "..", found[0]));
  };
  return {
    style: urlOf("www/style/index.css"),
    scripts: { book: urlOf("www/browser/book.ts"), manage: urlOf("www/browser/manage.ts") },
    art,
  };
}

/**
 * The pages' own code, bundled in memory: it is ESM and JSX, which the process that builds may not
 * be able to load itself.
 */
function loadRenderer(): { renderPages(assets: Assets): RenderedPage[] } {
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
  return bundle.exports as { renderPages(assets: Assets): RenderedPage[] };
}

function siteUrl(file: string): string {
  return `/${relative(target, file).split("\\").join("/")}`;
}

function write(files: ReadonlyMap<string, Uint8Array>): SiteFile[] {
  for (const [path, content] of files) writeWhole(join(target, path), content);
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const draft = entry.name.endsWith(".tmp");
    if (entry.isFile() && !draft && !files.has(siteUrl(file).slice(1)))
      rmSync(file, { force: true });
  }
  return [...files.keys()].sort().map((path) => ({
    path,
    contentType: contentTypes[extname(path)] ?? "application/octet-stream",
    cacheControl: path.startsWith("assets/") ? immutable : revalidated,
    file: join(target, path),
  }));
}

function writeWhole(file: string, content: Uint8Array): void {
  if (existsSync(file) && Buffer.compare(readFileSync(file), content) === 0) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, content);
  renameSync(draft, file);
}
