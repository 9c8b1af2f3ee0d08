/**
 * Prints how long `npm start` takes from the command to the first page, five times over an empty data
 * folder and five times over its own, beside what loading the Pulumi SDK alone takes on this machine.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const projectFolder = resolve(__dirname, "..");
const runs = 5;
const limitMs = 2_000;

async function main() {
  const sdk = await times(runs, loadSdk);
  const empty: number[] = [];
  const again: number[] = [];
  for (let run = 0; run < runs; run++) {
    const folder = mkdtempSync(join(tmpdir(), "shopfront-bench-"));
    empty.push(await firstPage(folder));
    again.push(await firstPage(folder));
    rmSync(folder, { recursive: true, force: true });
  }
  print("loading the Pulumi SDK and the AWS provider", sdk);
  print("first page, empty data folder", empty);
  print("first page, data kept", again);
  console.log(`ratio first page / SDK: ${(median(again) / median(sdk)).toFixed(2)}`);
  console.log(`limit ${limitMs} ms: ${median(again) <= limitMs ? "kept" : "MISSED"}`);
}

async function loadSdk(): Promise<number> {
  const start = performance.now();
  const code = 'require("@pulumi/pulumi");require("@pulumi/aws").dynamodb.Table';
  const child = spawn(process.execPath, ["-e", code], { cwd: projectFolder, stdio: "ignore" });
  await new Promise((done) => child.on("exit", done));
  return performance.now() - start;
}

/** From the command to the last byte of "/". */
async function firstPage(dataFolder: string): Promise<number> {
  const start = performance.now();
  const child = spawn("npm", ["start", "--silent", "--", "--data-dir", dataFolder], {
    cwd: projectFolder,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  try {
    const url = await siteUrl(child);
    await (await fetch(url)).text();
    return performance.now() - start;
  } finally {
    if (child.pid) process.kill(-child.pid, "SIGTERM");
    await new Promise((done) => child.on("exit", done));
  }
}

function siteUrl(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
      const url = /http:\/\/[\w.]+:\d+/.exec(output)?.[0];
      if (url) found(url);
    });
    child.on("exit", () => failed(new Error(`npm start ended: ${output}`)));
  });
}

async function times(count: number, measure: () => Promise<number>): Promise<number[]> {
  const taken: number[] = [];
  for (let run = 0; run < count; run++) taken.push(await measure());
  return taken;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

function print(what: string, values: readonly number[]): void {
  const all = values.map((value) => value.toFixed(0)).join(", ");
  console.log(`${median(values).toFixed(0).padStart(6)} ms  ${what} (${all})`);
}

void main();
