import type { Plugin } from "esbuild";

/**
 * Leaves nodemailer's table of media types out of a bundle: our only attachment states its own, and the
 * table is 18 KB of a zip.
 */
export const statedMediaTypes: Plugin = {
  name: "stated-media-types",
  setup(bundler) {
    const table = /[\\/]nodemailer[\\/]dist[\\/]esm[\\/]mime-funcs[\\/]mime-types\.js$/;
    bundler.onLoad({ filter: table }, () => ({
      contents: `export const detectMimeType = () => "application/octet-stream";
export const detectExtension = () => "bin";`,
    }));
  },
};
