import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { runProgram, StageError } from "local-stage";
import { type DataFolder, ensureTables, openDataFolder, startEngine } from "local-stage/parts";
import { dataFolder, shopProgram } from "../shop";
import type { Reached } from "./reached";

/** Asks the engine of the running stage, or starts it on the data of the one that is stopped. */
export async function reachLocal(dataDir?: string): Promise<Reached> {
  const path = dataDir ?? dataFolder;
  if (!existsSync(path)) throw new Error(`No local stage data in ${path}.`);
  const graph = await runProgram(shopProgram("local"));
  const endpoint = join(path, "dynamodb", "endpoint");
  const folder = await openDataFolder(path).catch((error: unknown) => {
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
