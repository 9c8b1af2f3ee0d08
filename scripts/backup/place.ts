import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type TableName, tables } from "../../contract/operations/operation";
import { stackOutputs, stackRegion, tableName } from "../stack-outputs";
import type { Reached } from "./reached";
import { describeTable, type Table } from "./table";

/** Which tables a script works on. */
export interface PlaceOptions {
  /** Of this stack on AWS. */
  readonly stack?: string;
  /** Of the local stage. */
  readonly local?: boolean;
  /** Of the local stage whose data is there. Default `.shopfront` in the project. */
  readonly dataDir?: string;
}

/** The tables of a stack or stage, reachable until it is closed. */
export interface Place {
  readonly client: DynamoDBClient;
  readonly tables: readonly Table[];
  /** What the program exports there. */
  readonly outputs: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Finds the tables; throws one sentence where there are none. */
export async function openPlace({ stack, local, dataDir }: PlaceOptions): Promise<Place> {
  if ((stack === undefined) === !local) throw new Error("Give either --stack NAME or --local.");
  const { client, outputs, close } =
    stack === undefined ? await reachLocal(dataDir) : reachStack(stack);
  const find = async (noun: TableName): Promise<Table> => {
    return describeTable(client, noun, tableName(outputs, noun));
  };
  try {
    return { client, tables: await Promise.all(tables.map(find)), outputs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function reachStack(stack: string): Reached {
  const outputs = stackOutputs(stack);
  const region = stackRegion(outputs);
  const client = new DynamoDBClient(region ? { region } : {});
  return { client, outputs, close: async () => client.destroy() };
}

/** Only when it is asked for: it loads the Pulumi SDK, which the way to AWS does not need. */
function reachLocal(dataDir?: string): Promise<Reached> {
  const local = require("./local-place") as typeof import("./local-place");
  return local.reachLocal(dataDir);
}
