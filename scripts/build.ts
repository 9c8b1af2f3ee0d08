/** `npm run build`: makes everything that a deployment uploads, and says how big it is. */
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
  const modules = [routes, streams, schedules, topics].flatMap((rows) =>
    Object.values<FunctionSpec>(rows).map((row) => row.handler),
  );
  const zipOf = bundleHandlers(modules);
  for (const module of modules) report(await zipOf(module));
  for (const { file } of buildSite()) report(file);
}

function report(path: string): void {
  const kilobytes = (statSync(path).size / 1024).toFixed(1).padStart(8);
  console.log(`${kilobytes} KB  ${relative(process.cwd(), path)}`);
}

void main();
