import { createHash } from "node:crypto";
import { posix, relative, resolve } from "node:path";
import { type BuildOptions, buildSync, type Metafile } from "esbuild";

/** Bundles below assets/, each named by the hash of its own bytes. */
export interface HashedAssets {
  /** By path below the site's root, for example "assets/style-0a1b2c3d.css". */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The path of each entry point, by its key. */
  readonly entries: Readonly<Record<string, string>>;
}

/** How everything of the site is bundled. */
export const bundling = {
  bundle: true,
  write: false,
  minify: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  absWorkingDir: resolve(__dirname, ".."),
  logLevel: "silent",
} as const satisfies BuildOptions;

/** The path of a file that may be cached for ever, because other bytes have another name. */
export function hashedPath(stem: string, extension: string, content: Uint8Array): string {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  return `assets/${stem}-${hash}${extension}`;
}

/**
 * Bundles scripts and style sheets for browsers, with the pictures that they use.
 * @param isSplit whether what a script imports when it is needed is a file of its own
 */
export function bundleAssets(
  entryPoints: Readonly<Record<string, string>>,
  { isSplit = false } = {},
): HashedAssets {
  const { outputFiles, metafile } = buildSync({
    ...bundling,
    entryPoints: { ...entryPoints },
    splitting: isSplit,
    outdir: "site",
    format: "esm",
    target: "es2020",
    legalComments: "none",
    // Only a marker to find references by: esbuild's hash also depends on the paths of the sources.
    entryNames: "assets/[name]-[hash]",
    assetNames: "assets/[name]-[hash]",
    chunkNames: "assets/[name]-[hash]",
    publicPath: "/",
    loader: { ".svg": "file" },
    metafile: true,
  });
  const contents = new Map(
    outputFiles.map((file) => [
      relative(bundling.absWorkingDir, file.path).replaceAll("\\", "/"),
      file.contents,
    ]),
  );
  return renamed(contents, metafile.outputs);
}

/** Names the outputs by their bytes, dependencies first, because their names are part of those bytes. */
function renamed(
  contents: ReadonlyMap<string, Uint8Array>,
  outputs: Metafile["outputs"],
): HashedAssets {
  const files = new Map<string, Uint8Array>();
  const paths = new Map<string, string>();
  const pathOf = (output: string): string => {
    const known = paths.get(output);
    if (known !== undefined) return known;
    let content = Buffer.from(contents.get(output) as Uint8Array);
    for (const { path: used } of outputs[output]?.imports ?? []) {
      const reference = posix.relative("site", used);
      content = Buffer.from(content.toString().replaceAll(reference, pathOf(used)));
    }
    const { name, ext } = posix.parse(output);
    const path = hashedPath(withoutMarker(name), ext, content);
    files.set(path, content);
    paths.set(output, path);
    return path;
  };
  const entries = Object.entries(outputs).flatMap(([output, { entryPoint }]) => {
    const path = pathOf(output);
    return entryPoint === undefined ? [] : [[withoutMarker(posix.parse(output).name), path]];
  });
  return { files, entries: Object.fromEntries(entries) };
}

function withoutMarker(name: string): string {
  return name.replace(/-[A-Z0-9]{8}$/, "");
}
