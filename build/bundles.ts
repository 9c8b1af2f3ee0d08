import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { zipSync } from "fflate";
import type { TopicFunction } from "../contract/functions/topics";
import * as topics from "../contract/functions/topics";
import * as operations from "../contract/operations";
import { countedAs } from "../contract/operations/counted";
import type { FunctionSpec, Operation } from "../contract/operations/operation";
import { rememberZips, unchangedZips } from "./bundle-cache";
import { pureSchemas } from "./pure-schemas";
import { releaseFile } from "./release-file";
import { statedMediaTypes } from "./stated-media-types";

const projectFolder = resolve(__dirname, "..");
const handlersFolder = join(projectFolder, "handlers");
const functionsFolder = join(projectFolder, "dist", "functions");

/** Resolves to the zip of a handler module. */
export type Bundles = (module: string) => Promise<string>;

/**
 * Bundles handler modules ("bookings/operations/create-booking"), each with its dependencies. One esbuild
 * call reads shared modules once, and runs while the rest of the program is declared; zips are reused as
 * long as their sources do not change.
 */
export function bundleHandlers(modules: readonly string[]): Bundles {
  const missing = modules.find((module) => !existsSync(join(handlersFolder, `${module}.ts`)));
  if (missing !== undefined) {
    throw new Error(
      `The contract names the handler ${missing}, but handlers/${missing}.ts does not exist.`,
    );
  }
  requested.push(modules);
  const known = unchangedZips(modules);
  const zips = known ? Promise.resolve(known) : bundled(modules);
  return async (module) => join(projectFolder, (await zips)[module] as string);
}

/** The modules of every call, for bundling them again. */
const requested: (readonly string[])[] = [];

/** Bundles everything again that has changed since. */
export async function bundleAgain(): Promise<void> {
  await Promise.all(requested.map(async (modules) => unchangedZips(modules) ?? bundled(modules)));
}

/** The last part of a module's path: "bookings/operations/create-booking" is "create-booking". */
export function functionBaseName(module: string): string {
  return basename(module);
}

/** The factory that a handler module exports: "bookings/operations/create-booking" has `createBooking`. */
export function factoryName(module: string): string {
  return functionBaseName(module).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Zips one file reproducibly: the same code is the same bytes. */
export function writeZip(name: string, file: string, contents: Uint8Array): string {
  const zip = zipSync({ [file]: [contents, { level: 9, mtime: "1980-01-01T00:00:00" }] });
  const path = join(functionsFolder, `${name}.zip`);
  mkdirSync(functionsFolder, { recursive: true });
  // Renamed into place, so that nobody reads half a zip.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, zip);
  renameSync(unfinished, path);
  return path;
}

/** How every handler is bundled. */
const bundling = {
  absWorkingDir: projectFolder,
  outdir: functionsFolder,
  outExtension: { ".js": ".mjs" },
  write: false,
  bundle: true,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node24",
  // Otherwise esbuild takes the SDK's CommonJS builds, which it cannot tree-shake.
  mainFields: ["module", "main"],
  conditions: ["module"],
  jsx: "automatic",
  jsxImportSource: "preact",
  // The publisher's: Lambda's runtime brings them, and finds them as `require` does.
  external: ["@aws-sdk/client-s3", "@aws-sdk/client-cloudfront"],
  // CommonJS dependencies in an ES module still require() Node's own modules.
  banner: {
    js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);',
  },
  alias: { "@aws-sdk/credential-provider-node": join(__dirname, "lambda-credentials.ts") },
  logLevel: "silent",
} as const satisfies BuildOptions;

async function bundled(modules: readonly string[]): Promise<Record<string, string>> {
  const { outputFiles, metafile } = await build({
    ...bundling,
    metafile: true,
    plugins: [entries, pureSchemas, statedMediaTypes],
    entryPoints: modules.map((module) => ({
      in: `handler:${module}`,
      out: functionBaseName(module),
    })),
  });
  const contents = new Map(outputFiles.map((file) => [basename(file.path), file.contents]));
  const zips = Object.fromEntries(
    modules.map((module) => {
      const name = functionBaseName(module);
      const path = writeZip(name, "index.mjs", contents.get(`${name}.mjs`) as Uint8Array);
      return [module, relative(projectFolder, path)];
    }),
  );
  const files = Object.keys(metafile.inputs).filter((input) => !input.startsWith("handler:"));
  rememberZips(modules, files, zips);
  return zips;
}

/**
 * Bundles handlers as they are shipped, but all into one ES module that exports them as `handlers` by
 * their modules: it loads once where one process is to stand for all functions.
 */
export async function bundleTogether(modules: readonly string[]): Promise<Uint8Array> {
  const lines = modules.map(
    (module, index) => `import { handler as handler${index} } from "handler:${module}";`,
  );
  const table = modules.map((module, index) => `${JSON.stringify(module)}: handler${index}`);
  const { outputFiles } = await build({
    ...bundling,
    plugins: [entries, pureSchemas, statedMediaTypes],
    stdin: {
      contents: [...lines, `export const handlers = { ${table.join(", ")} };`].join("\n"),
      resolveDir: handlersFolder,
    },
  });
  return (outputFiles[0] as { contents: Uint8Array }).contents;
}

/** Generates the entry points: a handler module only exports its factory. */
const entries: Plugin = {
  name: "handler-entries",
  setup(bundler) {
    bundler.onResolve({ filter: /^handler:/ }, ({ path }) => ({
      path: path.slice("handler:".length),
      namespace: "handler",
    }));
    bundler.onLoad({ filter: /./, namespace: "handler" }, ({ path }) => ({
      contents: entryText(path),
      resolveDir: handlersFolder,
    }));
  },
};

/** The function that renders the pages; business.ts is in it as the first version alone. */
export const publisher = "business/publish/publish-pages";

/** The functions that work on functions alone; those of the contract say so in their rows. */
const anybodys = new Set([
  "releases/roll-back",
  ...Object.values<FunctionSpec & Pick<TopicFunction, "topic">>(topics)
    .filter(({ isAnybodys }) => isAnybodys)
    .map(({ handler }) => handler),
]);

/** The operations by their modules. */
const operationModules = new Map(
  Object.values<Operation>(operations).map((row) => [row.handler, row]),
);

/** The entry of a handler module: its factory gets the business in force first. */
function entryText(module: string): string {
  const factory = factoryName(module);
  return [
    'import { entry } from "./runtime/entry";',
    `import { ${factory} } from "./${module}";`,
    ...handlerLines(module, factory),
    "export const handler = entry(handle);",
  ].join("\n");
}

/** What makes `handle` of a module's factory. */
function handlerLines(module: string, factory: string): string[] {
  if (module === publisher) {
    return [
      'import { business } from "../business";',
      'import { renderSite } from "../www/pages/render";',
      `import { release, assets } from ${JSON.stringify(releaseFile)};`,
      "const render = (business, site) => renderSite(business, assets, site);",
      `const handle = ${factory}(business, { release, render });`,
    ];
  }
  if (anybodys.has(module)) return [`const handle = ${factory}();`];
  const following = 'import { inForce } from "./business/in-force";';
  const operation = operationModules.get(module);
  if (!operation) {
    return [
      following,
      'import { putOffUnread } from "./business/put-off";',
      `const handle = inForce(${factory}, putOffUnread);`,
    ];
  }
  const counted = countedAs(operation);
  return [
    following,
    'import { answerUnread } from "./business/unread";',
    ...(counted
      ? [
          'import { limitCallers } from "./runtime/callers/limit-callers";',
          `const make = (business) => limitCallers(business, "${counted}", ${factory}(business));`,
        ]
      : [`const make = ${factory};`]),
    "const handle = inForce(make, answerUnread);",
  ];
}
