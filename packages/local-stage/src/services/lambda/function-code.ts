import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import type { DataFolder } from "../../data-folder";
import type { Resource } from "../../graph";
import type { FunctionConfig, FunctionRecord } from "./function";
import { zipOf } from "./zip";

/** Reads a captured function, and keeps its zip in the data folder under its hash. */
export async function readConfig(
  { inputs, outputs }: Resource,
  folder: DataFolder,
): Promise<FunctionConfig> {
  const zip = await zipOf(inputs.code);
  if (!zip) throw new Error(`The code of ${outputs.name} is not on this machine.`);
  const codeHash = createHash("sha256").update(zip).digest("hex");
  const kept = folder.file("functions", `${codeHash}.zip`);
  if (!existsSync(kept)) {
    writeFileSync(`${kept}.new`, zip);
    renameSync(`${kept}.new`, kept);
  }
  return {
    codeHash,
    codeBytes: zip.length,
    handler: inputs.handler,
    runtime: inputs.runtime ?? "nodejs24.x",
    memoryMb: inputs.memorySize ?? 128,
    timeoutSeconds: inputs.timeout ?? 3,
    variables: inputs.environment?.variables ?? {},
    roleArn: inputs.role,
  };
}

/** The folder with a zip's files, which are unzipped on first use. */
export function unzip(folder: DataFolder, codeHash: string): string {
  const target = folder.file("functions", codeHash);
  if (existsSync(target)) return target;
  const unfinished = `${target}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const files = unzipSync(readFileSync(`${target}.zip`));
  for (const [name, bytes] of Object.entries(files)) {
    const file = join(unfinished, name);
    if (!file.startsWith(unfinished) || name.endsWith("/")) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  renameSync(unfinished, target);
  return target;
}

/** Forgets the zips that no version needs any more. */
export function removeUnusedCode(
  folder: DataFolder,
  records: ReadonlyMap<string, FunctionRecord>,
): void {
  const used = new Set(
    [...records.values()].flatMap(({ latest, versions }) =>
      [latest, ...versions].map(({ codeHash }) => codeHash),
    ),
  );
  const folderOfCode = dirname(folder.file("functions", "any"));
  for (const name of readdirSync(folderOfCode)) {
    const [hash = ""] = name.split(".");
    if (!used.has(hash)) rmSync(join(folderOfCode, name), { recursive: true, force: true });
  }
}
