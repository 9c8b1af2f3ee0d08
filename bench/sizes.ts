/**
 * Prints what each function's zip weighs beside its limit, and how that compares with the zip that
 * Pulumi's own CallbackFunction would make of the same project (every production dependency).
 */
import { statSync } from "node:fs";
import { basename } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { runProgram } from "local-stage";
import { shopProgram } from "../scripts/shop";

const bundleLimit = 150 * 1024;
const closureLimit = 10 * 1024;
/** Measured once with CallbackFunction's default code paths: see docs/decisions.md. */
const callbackFunctionZip = 7.4 * 1024 * 1024;

async function main() {
  const graph = await runProgram(shopProgram("local"));
  let over = 0;
  let largest = 0;
  for (const { outputs } of graph.ofType("aws:lambda/function:Function")) {
    const archive = outputs.code as pulumi.asset.FileArchive;
    const path = await archive.path;
    const bytes = statSync(path).size;
    // Bundles are named by their module; a closure's text depends on the stage, so it has the whole name.
    const isClosure = basename(path) === `${outputs.name}.zip`;
    const limit = isClosure ? closureLimit : bundleLimit;
    if (bytes > limit) over++;
    if (!isClosure) largest = Math.max(largest, bytes);
    console.log(
      `${(bytes / 1024).toFixed(1).padStart(7)} KB of ${limit / 1024} KB  ${outputs.name}${isClosure ? " (closure)" : ""}`,
    );
  }
  console.log(
    `largest bundle ${(largest / 1024).toFixed(1)} KB: ${(callbackFunctionZip / largest).toFixed(0)} times smaller than CallbackFunction's 7.4 MB`,
  );
  if (over > 0) {
    console.error(`${over} over its limit`);
    process.exitCode = 1;
  }
}

void main();
