import { createHash } from "node:crypto";
import { join, relative, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { recallBuild, rememberBuild } from "./build-record";
import { factoryName } from "./bundles";

const projectFolder = resolve(__dirname, "..");

/** The code of edge functions, by module. */
export type EdgeScripts = Readonly<Record<string, string>>;

/** What one bundling read and made; files are relative to the project. */
interface Bundling {
  readonly inputs: readonly string[];
  readonly scripts: EdgeScripts;
}

/** What else decides the result, beside the files that were read. */
const always = ["package-lock.json", "build/edge-scripts.ts"];

/**
 * Bundles the modules of CloudFront functions ("site-paths"), each into one script that needs only a
 * global `settings` and declares the global `handler` that CloudFront calls. A module exports a factory
 * that takes these settings. Scripts are reused as long as their sources do not change.
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
    // Nothing in the script calls `handler`; CloudFront does.
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
 * The runtime cloudfront-js-2.0 is ES5.1 with a few later features. esbuild rewrites some of the missing
 * syntax (`?.`, `??`) and refuses the rest, such as destructuring, spread arguments and `for … of`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
const runtime = {
  target: "es5",
  supported: { "const-and-let": true, arrow: true, "template-literal": true },
};

/** Generates the entry points: a module only exports its factory. */
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
