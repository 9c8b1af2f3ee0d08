import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteItemCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { runProgram } from "local-stage";
import { type Engine, ensureTables, startEngine } from "local-stage/parts";
import type { Table } from "../../scripts/backup/table";
import { shopProgram } from "../../scripts/shop";

/** The program's own tables, empty, in a real DynamoDB engine. */
export interface TestTables {
  readonly engine: Engine;
  readonly documents: DynamoDBDocumentClient;
  /** Physical table names by logical name. */
  readonly names: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts an engine with the tables that the program declares, in a folder of its own. */
export async function openTestTables(
  start: (folder: string) => Promise<Engine> = startEngine,
): Promise<TestTables> {
  const folder = mkdtempSync(join(tmpdir(), "shopfront-tables-"));
  const [engine, graph] = await Promise.all([start(folder), runProgram(shopProgram("local"))]);
  await ensureTables(engine, graph, { fresh: false, log: () => {} });
  const client = new DynamoDBClient({
    endpoint: engine.url,
    region: "local",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return {
    engine,
    documents: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    names: Object.fromEntries(
      graph.ofType("aws:dynamodb/table:Table").map(({ name, outputs }) => [name, outputs.name]),
    ),
    async close() {
      client.destroy();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Deletes everything in a table, item by item. */
export async function emptied(client: DynamoDBClient, { name, key }: Table): Promise<void> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
  for (const item of Items) {
    const Key = Object.fromEntries(key.map((part) => [part.name, item[part.name]]));
    await client.send(new DeleteItemCommand({ TableName: name, Key: Key as typeof item }));
  }
}
