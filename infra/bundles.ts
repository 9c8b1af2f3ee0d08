import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { zipSync } from "fflate";

const projectFolder = resolve(__dirname, "..");
const functionsFolder = join(projectFolder, "dist", "functions");
const entriesFolder = join(projectFolder, "dist", "entries");

/**
 * Bundles handler modules ("bookings/create-booking") and returns the path of each one's zip. One
 * esbuild call reads the shared modules once; every zip still holds all it needs.
 */
export function bundleHandlers(modules: readonly string[]): ReadonlyMap<string, string> {
  const entries = modules.map(writeEntry);
  const { outputFiles } = buildSync({
    absWorkingDir: projectFolder,
    entryPoints: entries,
    outdir: functionsFolder,
    outExtension: { ".js": ".mjs" },
    write: false,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // Without these esbuild takes the SDK's CommonJS builds, which it cannot tree-shake.
    mainFields: ["module", "main"],
    conditions: ["module"],
    // CommonJS dependencies in an ES module still call require() for Node's own modules.
    banner: {
      js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);',
    },
    alias: { "@aws-sdk/credential-provider-node": join(__dirname, "lambda-credentials.ts") },
    legalComments: "none",
    logLevel: "silent",
  });
  const bundled = new Map(outputFiles.map((file) => [basename(file.path, ".mjs"), file.contents]));
  return new Map(
    modules.map((module) => {
      const name = functionBaseName(module);
      return [module, writeZip(name, "index.mjs", bundled.get(name) as Uint8Array)];
    }),
  );
}

/** The last part of a module's path: "bookings/create-booking" is "create-booking". */
export function functionBaseName(module: string): string {
  return basename(module);
}

/** The factory that a handler module exports: "bookings/create-booking" has `createBooking`. */
export function factoryName(module: string): string {
  return functionBaseName(module).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Zips one file the same way every time, so that the same code is the same bytes. */
export function writeZip(name: string, file: string, contents: Uint8Array): string {
  const zip = zipSync({ [file]: [contents, { level: 9, mtime: "1980-01-01T00:00:00" }] });
  const path = join(functionsFolder, `${name}.zip`);
  mkdirSync(functionsFolder, { recursive: true });
  // Renamed into place, so that nobody ever reads half a zip.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, zip);
  renameSync(unfinished, path);
  return path;
}

/** The bundle's entry is written, not authored: a module only ever exports its factory. */
function writeEntry(module: string): string {
  const source = join(projectFolder, "handlers", `${module}.ts`);
  if (!existsSync(source)) {
    throw new Error(`There is no handlers/${module}.ts, which routes.ts or streams.ts names.`);
  }
  const factory = factoryName(module);
  const entry = join(entriesFolder, `${functionBaseName(module)}.mjs`);
  mkdirSync(entriesFolder, { recursive: true });
  writeFileSync(
    entry,
    `import { ${factory} } from ${JSON.stringify(source)};\nexport const handler = ${factory}();\n`,
  );
  return entry;
}
