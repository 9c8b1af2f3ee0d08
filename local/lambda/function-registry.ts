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
import type { DataFolder } from "../data-folder";
import type { Graph, Resource } from "../graph";

/** What Lambda freezes into a version besides the code. */
export interface FunctionConfig {
  /** Names the zip in the data folder. */
  readonly codeHash: string;
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly roleArn: string;
  readonly codeBytes: number;
}

export interface PublishedVersion extends FunctionConfig {
  readonly version: string;
  readonly publishedAt: string;
}

export interface Alias {
  version: string;
  description: string;
}

/** One function with all that was ever published of it and not deleted. */
export interface FunctionRecord {
  readonly name: string;
  readonly arn: string;
  /** `$LATEST` */
  latest: FunctionConfig;
  /** Never used twice, even after a deletion. */
  nextVersion: number;
  /** Oldest first. */
  versions: PublishedVersion[];
  aliases: Record<string, Alias>;
  /** Absent: only the stage's own limit. */
  reservedConcurrency?: number;
}

/** The functions of the program with their versions and aliases, kept from one run to the next. */
export interface FunctionRegistry {
  readonly records: ReadonlyMap<string, FunctionRecord>;
  /** The folder with a version's code, unzipped on first use. */
  codeFolder(codeHash: string): string;
  /** Call after changing a record. */
  save(): void;
}

/** Types that this module reads. */
export const functionTypes = ["aws:lambda/function:Function", "aws:lambda/alias:Alias"] as const;

/**
 * Deploys the captured functions over what the data folder remembers: changed code or settings make a
 * new version, and only then do the aliases move to it, so a rollback survives a restart.
 */
export async function deployFunctions(graph: Graph, folder: DataFolder): Promise<FunctionRegistry> {
  const old = folder.readJson<FunctionRecord[]>("lambda.json") ?? [];
  const records = new Map<string, FunctionRecord>();
  for (const resource of graph.ofType(functionTypes[0])) {
    const name = resource.outputs.name as string;
    const config = await readConfig(resource, folder);
    const previous = old.find((record) => record.name === name);
    const aliases = graph
      .ofType(functionTypes[1])
      .filter((alias) => [name, resource.outputs.arn].includes(alias.inputs.functionName));
    records.set(name, deploy(resource, config, aliases, previous));
  }
  const registry: FunctionRegistry = {
    records,
    codeFolder: (codeHash) => unzip(folder, codeHash),
    save() {
      folder.writeJson("lambda.json", [...records.values()]);
      removeUnusedCode(folder, records);
    },
  };
  registry.save();
  return registry;
}

function deploy(
  { outputs, inputs }: Resource,
  config: FunctionConfig,
  aliases: readonly Resource[],
  previous: FunctionRecord | undefined,
): FunctionRecord {
  const record: FunctionRecord = {
    ...(previous ?? { nextVersion: 1, versions: [], aliases: {} }),
    name: outputs.name,
    arn: outputs.arn,
    latest: config,
    reservedConcurrency:
      inputs.reservedConcurrentExecutions >= 0 ? inputs.reservedConcurrentExecutions : undefined,
  };
  const newest = record.versions.at(-1);
  const changed = !newest || fingerprint(newest) !== fingerprint(config);
  if (inputs.publish && changed) {
    const version = String(record.nextVersion++);
    record.versions.push({ ...config, version, publishedAt: new Date().toISOString() });
  }
  record.aliases = Object.fromEntries(
    aliases.map((alias) => {
      const { name, functionVersion, description = "" } = alias.inputs;
      // The graph knows a published version only as "the one that publishing would give".
      const follows = functionVersion === outputs.version && inputs.publish;
      const target = follows ? (record.versions.at(-1)?.version as string) : functionVersion;
      const kept = previous?.aliases[name]?.version;
      const stays = follows && !changed && record.versions.some((v) => v.version === kept);
      return [name, { version: stays ? (kept as string) : target, description }];
    }),
  );
  return record;
}

function fingerprint(config: FunctionConfig): string {
  const { codeHash, handler, runtime, memoryMb, timeoutSeconds, variables, roleArn } = config;
  const sorted = Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([codeHash, handler, runtime, memoryMb, timeoutSeconds, sorted, roleArn]);
}

async function readConfig(
  { inputs, outputs }: Resource,
  folder: DataFolder,
): Promise<FunctionConfig> {
  const path = (await inputs.code?.path) as string | undefined;
  if (!path) throw new Error(`The code of ${outputs.name} is not a zip file on this machine.`);
  const zip = readFileSync(path);
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

function unzip(folder: DataFolder, codeHash: string): string {
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

function removeUnusedCode(folder: DataFolder, records: ReadonlyMap<string, FunctionRecord>): void {
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
