import { createHash } from "node:crypto";
import { join, relative, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { recallBuild, rememberBuild } from "./build-record";
import { factoryName } from "./bundles";

const projectFolder = resolve(__dirname, "..");

/** The texts of edge functions, by module. */
export type EdgeScripts = Readonly<Record<string, string>>;

/** What one bundling read and made; files are relative to the project. */
interface Bundling {
  readonly inputs: readonly string[];
  readonly scripts: EdgeScripts;
}

/** What decides the result besides the files that were read. */
const always = ["package-lock.json", "build/edge-scripts.ts"];

/**
 * Bundles the modules of CloudFront functions ("site-paths"), each into one text that needs nothing but
 * a global `settings` and declares the global `handler` that CloudFront calls. A module exports a
 * factory that takes these settings. Texts whose sources have not changed are taken as they are.
 */
export async function bundleEdgeScripts(
  folder: string,
  modules: readonly string[],
): Promise<EdgeScripts> {
  const name = createHash("sha256")
    .update([folder, ...modules].join("\n"))
    .digest("hex");
  const record = join(projectFolder, "dist", "edge", `${name.slice(0, 12)}.json`);
  const traces = ({ inputs }: Bundling) => [...always, ...inputs];
  const known = recallBuild<Bundling>(record, traces);
  if (known) return known.scripts;
  const made = await bundled(folder, modules);
  rememberBuild(record, made, traces);
  return made.scripts;
}

async function bundled(folder: string, modules: readonly string[]): Promise<Bundling> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: projectFolder,
    entryPoints: modules.map((module) => ({ in: `edge:${module}`, out: module })),
    plugins: [entriesOf(folder)],
    outdir: folder,
    write: false,
    metafile: true,
    bundle: true,
    // CloudFront calls `handler`, which nothing in the text does.
    treeShaking: false,
    format: "esm",
    platform: "neutral",
    ...runtime,
    logLevel: "silent",
  });
  const inputs = Object.keys(metafile.inputs).filter((input) => !input.startsWith("edge:"));
  const scripts = outputFiles.map(({ path, text }) => [relative(folder, path).slice(0, -3), text]);
  return { inputs, scripts: Object.fromEntries(scripts) };
}

/**
 * Runtime cloudfront-js-2.0 has ES5.1 and of later editions what AWS lists. esbuild rewrites some of the
 * rest (`?.`, `??`) and refuses what it can't, such as destructuring, spread and `for … of`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
const runtime = {
  target: "es5",
  supported: { "const-and-let": true, arrow: true, "template-literal": true },
};

/** The entry of a script is not a file: a module only ever exports its factory. */
function entriesOf(folder: string): Plugin {
  return {
    name: "edge-entries",
    setup(bundler) {
      bundler.onResolve({ filter: /^edge:/ }, ({ path }) => ({
        path: path.slice("edge:".length),
        namespace: "edge",
      }));
      bundler.onLoad({ filter: /./, namespace: "edge" }, ({ path }) => {
        const factory = factoryName(path);
        return {
          contents: `import { ${factory} } from "./${path}";\nconst answer = ${factory}(settings);\nfunction handler(event) {\n  return answer(event);\n}\n`,
          resolveDir: folder,
        };
      });
    },
  };
}
