/**
 * `npm run build`: bundles the functions and builds the site, and says how big each file is. Closures are
 * missing: only the program, once it runs, can serialize them (`bench/sizes.ts`).
 */
import { statSync } from "node:fs";
import { relative } from "node:path";
import type { FunctionSpec } from "../handlers/operation";
import * as routes from "../handlers/routes";
import * as schedules from "../handlers/schedules";
import * as streams from "../handlers/streams";
import * as topics from "../handlers/topics";
import { bundleHandlers } from "../infra/bundles";
import { buildSite } from "../www/build";

async function main() {
  const rows = [routes, streams, schedules, topics].flatMap((each) =>
    Object.values<FunctionSpec>(each).map((row) => row.handler),
  );
  // The rollback has no row; the program bundles it apart, too.
  for (const modules of [rows, ["releases/roll-back"]]) {
    const zipOf = bundleHandlers(modules);
    for (const module of modules) report(await zipOf(module));
  }
  for (const { file } of buildSite()) report(file);
}

function report(path: string): void {
  const kilobytes = (statSync(path).size / 1024).toFixed(1).padStart(8);
  console.log(`${kilobytes} KB  ${relative(process.cwd(), path)}`);
}

void main();
