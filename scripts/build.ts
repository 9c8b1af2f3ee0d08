/**
 * `npm run build`: bundles the functions and builds the site, and says how big each file is. Closures are
 * missing: only the program, once it runs, can serialize them (`bench/sizes.ts`).
 */
import { statSync } from "node:fs";
import { relative } from "node:path";
import { bundleHandlers } from "../build/bundles";
import { buildSite } from "../build/site";
import { everyFile } from "../build/site-files";
import * as schedules from "../contract/functions/schedules";
import * as streams from "../contract/functions/streams";
import * as topics from "../contract/functions/topics";
import * as routes from "../contract/operations";
import type { FunctionSpec } from "../contract/operations/operation";

async function main() {
  const rows = [routes, streams, schedules, topics].flatMap((each) =>
    Object.values<FunctionSpec>(each).map((row) => row.handler),
  );
  // The rollback has no row; the program bundles it apart, too.
  for (const modules of [rows, ["releases/roll-back"]]) {
    const zipOf = bundleHandlers(modules);
    for (const module of modules) report(await zipOf(module));
  }
  for (const { file } of everyFile(buildSite())) report(file);
}

function report(path: string): void {
  const kilobytes = (statSync(path).size / 1024).toFixed(1).padStart(8);
  console.log(`${kilobytes} KB  ${relative(process.cwd(), path)}`);
}

void main();
