import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { pageCaching } from "../contract/rules/published-pages";

/** One object of the site's bucket. */
export interface SiteFile {
  /** Below the site's root, for example "fr/book/index.html". */
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** Absolute path of the file on disk, below dist/www. */
  readonly file: string;
}

/** The site as it is built. */
export interface BuiltSite {
  /** What a deployment uploads: assets, and files whose names and contents no owner changes. */
  readonly files: readonly SiteFile[];
  /** What business.ts makes of the pages; the publisher makes them of the document in force. */
  readonly pages: readonly SiteFile[];
  /** Names the code and the assets that the pages are made with. */
  readonly release: string;
}

/** Every file of a built site. */
export function everyFile({
  files,
  pages,
}: Pick<BuiltSite, "files" | "pages">): readonly SiteFile[] {
  return [...files, ...pages];
}

const contentTypes: Readonly<Record<string, string>> = {
  ".avif": "image/avif",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".json": "application/json; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".xml": "application/xml; charset=utf-8",
};

/** Files under assets/ are named by their content, so they never change. */
const immutable = "public, max-age=31536000, immutable";

/**
 * Writes the site's files, removes stale ones, and lists them. Two processes may build at once, so no
 * file is ever visible half-written.
 */
export function writeSite(target: string, files: ReadonlyMap<string, Uint8Array>): SiteFile[] {
  for (const [path, content] of files) writeWhole(join(target, path), content);
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const draft = entry.name.endsWith(".tmp");
    const path = relative(target, file).split("\\").join("/");
    if (entry.isFile() && !draft && !files.has(path)) rmSync(file, { force: true });
  }
  return [...files.keys()].sort().map((path) => ({
    path,
    contentType: contentTypes[extname(path)] ?? "application/octet-stream",
    cacheControl: path.startsWith("assets/") ? immutable : pageCaching,
    file: join(target, path),
  }));
}

/** Writes a file so that nobody ever sees half of it; one that has this content already is left alone. */
export function writeWhole(file: string, content: Uint8Array): void {
  if (existsSync(file) && Buffer.compare(readFileSync(file), content) === 0) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, content);
  renameSync(draft, file);
}
