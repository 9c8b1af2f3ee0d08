import { resolve } from "node:path";

/** Where a build of the site writes what the publisher's bundle is made with: the release's name and its assets. */
export const releaseFile = resolve(__dirname, "../dist/release.json");
