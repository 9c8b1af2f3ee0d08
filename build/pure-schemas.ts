import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * Marks the calls that make schemas as free of side effects, so that a bundle keeps only the schemas it
 * uses: esbuild does not see valibot's own marks from another module.
 */
export const pureSchemas: Plugin = {
  name: "pure-schemas",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]contract[\\/]schemas[\\/]\w[\w-]*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(
        /(?<!function )\b(v\.\w+|\w+Schema)\(/g,
        "/* @__PURE__ */ $1(",
      ),
      loader: "ts",
    }));
  },
};
