import { randomUUID } from "node:crypto";
import type { DataFolder } from "../../data-folder";
import type { Graph, Resource } from "../../graph";
import type { Published } from "../../service";
import type { Alias, FunctionConfig, FunctionRecord } from "./function";
import { readConfig, removeUnusedCode, unzip } from "./function-code";

/** The functions of the program with their versions and aliases, kept from one run to the next. */
export interface FunctionRegistry {
  readonly records: ReadonlyMap<string, FunctionRecord>;
  /** Deploys the captured functions from their zips as they are now; returns what was published. */
  deploy(): Promise<Published[]>;
  /** The folder with a version's code, unzipped on first use. */
  codeFolder(codeHash: string): string;
  /** Call after changing a record. */
  save(): void;
}

/**
 * Deploys the captured functions over what the data folder remembers: changed code or settings make a
 * new version, and only then do the aliases move to it, so a rollback survives a restart.
 */
export async function deployFunctions(graph: Graph, folder: DataFolder): Promise<FunctionRegistry> {
  const old = folder.readJson<FunctionRecord[]>("lambda.json") ?? [];
  const records = new Map<string, FunctionRecord>();
  const registry: FunctionRegistry = {
    records,
    async deploy() {
      const published: Published[] = [];
      for (const resource of graph.ofType("aws:lambda/function:Function")) {
        const name = resource.outputs.name as string;
        const config = await readConfig(resource, folder);
        const previous = records.get(name) ?? old.find((record) => record.name === name);
        const aliases = graph
          .ofType("aws:lambda/alias:Alias")
          .filter((alias) => [name, resource.outputs.arn].includes(alias.inputs.functionName));
        const record = deploy(resource, config, aliases, previous);
        records.set(name, record);
        const newest = record.versions.at(-1)?.version;
        if (newest && record.nextVersion !== (previous?.nextVersion ?? 1)) {
          published.push({ name, version: newest });
        }
      }
      registry.save();
      return published;
    },
    codeFolder: (codeHash) => unzip(folder, codeHash),
    save() {
      folder.writeJson("lambda.json", [...records.values()]);
      removeUnusedCode(folder, records);
    },
  };
  await registry.deploy();
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
  const newestVersion = record.versions.at(-1)?.version as string;
  const declared = Object.fromEntries(
    aliases.map(({ inputs: alias }) => {
      // The graph knows a published version only as "the one that publishing would give".
      const follows = alias.functionVersion === outputs.version && inputs.publish;
      const kept = previous?.aliases[alias.name];
      const stays =
        follows && !changed && record.versions.some(({ version }) => version === kept?.version);
      return [
        alias.name,
        stays && kept ? kept : newAlias(alias, follows ? newestVersion : undefined),
      ];
    }),
  );
  // A deployment leaves alone what functions made.
  record.aliases = { ...declared, ...omit(record.aliases, Object.keys(declared)) };
  return record;
}

function omit<Value>(record: Readonly<Record<string, Value>>, keys: readonly string[]) {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function newAlias(inputs: Resource["inputs"], follows: string | undefined): Alias {
  const weights = inputs.routingConfig?.additionalVersionWeights;
  return {
    version: follows ?? inputs.functionVersion,
    description: inputs.description ?? "",
    ...(weights && { weights }),
    revisionId: randomUUID(),
  };
}

function fingerprint(config: FunctionConfig): string {
  const { codeHash, handler, runtime, memoryMb, timeoutSeconds, variables, roleArn } = config;
  const sorted = Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([codeHash, handler, runtime, memoryMb, timeoutSeconds, sorted, roleArn]);
}
