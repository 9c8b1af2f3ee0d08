import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type DataFolder, openDataFolder } from "../../packages/local-stage/src/data-folder";
import { startEngine } from "../../packages/local-stage/src/dynamodb/engine";
import { ensureTables } from "../../packages/local-stage/src/dynamodb/tables";
import { StageError } from "../../packages/local-stage/src/log";
import { runProgram } from "../../packages/local-stage/src/program";
import { projectFolder } from "../../packages/local-stage/src/project-folder";

/** A DynamoDB to talk to, and what the program on it exports. */
export interface Reached {
  readonly client: DynamoDBClient;
  readonly outputs: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Asks the engine of the running stage, or starts it on the data of the one that is stopped. */
export async function reachLocal(dataDir?: string): Promise<Reached> {
  const path = dataDir ?? join(projectFolder, ".shopfront");
  if (!existsSync(path)) throw new Error(`No local stage data in ${path}.`);
  const graph = await runProgram({ stage: "local" });
  const endpoint = join(path, "dynamodb", "endpoint");
  const folder = await openDataFolder(path, false).catch((error: unknown) => {
    if (error instanceof StageError && existsSync(endpoint)) return undefined;
    throw error;
  });
  if (!folder) {
    const client = localClient(readFileSync(endpoint, "utf8"));
    return { client, outputs: graph.exports, close: async () => client.destroy() };
  }
  const engine = await startedIn(folder);
  const client = localClient(engine.url);
  const close = async () => {
    client.destroy();
    await engine.close();
    await folder.release();
  };
  try {
    await ensureTables(engine, graph, { fresh: false, log: () => {} });
    return { client, outputs: graph.exports, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startedIn(folder: DataFolder) {
  try {
    return await startEngine(folder.file("dynamodb"));
  } catch (error) {
    await folder.release();
    throw error;
  }
}

/** A client for an engine on this machine, which checks no signature. */
export function localClient(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new DynamoDBClient({ endpoint, region: "local", credentials });
}
