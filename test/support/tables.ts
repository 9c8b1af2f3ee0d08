import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteItemCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { runProgram } from "local-stage";
import { type Engine, ensureTables, startEngine } from "local-stage/parts";
import type { TableName } from "../../contract/operations/operation";
import { tableVariable } from "../../handlers/runtime/environment";
import type { Table } from "../../scripts/backup/table";
import { shopProgram } from "../../scripts/shop";

/** The program's own tables, empty, in a real DynamoDB engine. */
export interface TestTables {
  readonly engine: Engine;
  readonly client: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  /** Physical table names by logical name. */
  readonly names: Readonly<Record<string, string>>;
  /** Deletes everything in tables, by their logical names. */
  empty(...names: readonly string[]): Promise<void>;
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
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  const tables = graph.ofType("aws:dynamodb/table:Table");
  return {
    engine,
    client,
    documents,
    names: Object.fromEntries(tables.map(({ name, outputs }) => [name, outputs.name])),
    async empty(...names) {
      for (const { name, inputs, outputs } of tables) {
        if (names.includes(name)) await deleteAll(documents, outputs.name, inputs.hashKey);
      }
    },
    async close() {
      client.destroy();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The tables for all tests of a block, under the variables by which handlers know them; those that are
 * named are empty before each test.
 */
export function useTestTables(...names: readonly TableName[]): () => TestTables {
  let tables: TestTables | undefined;
  const open = () => {
    if (!tables) throw new Error("The tables are there once the tests run.");
    return tables;
  };
  before(async () => {
    tables = await openTestTables();
    for (const name of names) process.env[tableVariable(name)] = tables.names[`data-${name}`];
  });
  after(async () => {
    for (const name of names) delete process.env[tableVariable(name)];
    await tables?.close();
  });
  beforeEach(() => open().empty(...names.map((name) => `data-${name}`)));
  return open;
}

async function deleteAll(client: DynamoDBDocumentClient, table: string, key: string) {
  const keys: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) {
    keys.push(...Items.map((item) => ({ [key]: item[key] })));
  }
  for (let start = 0; start < keys.length; start += 25) {
    const requests = keys.slice(start, start + 25).map((Key) => ({ DeleteRequest: { Key } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
  }
}

/** Deletes everything in a table, item by item. */
export async function emptied(client: DynamoDBClient, { name, key }: Table): Promise<void> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
  for (const item of Items) {
    const Key = Object.fromEntries(key.map((part) => [part.name, item[part.name]]));
    await client.send(new DeleteItemCommand({ TableName: name, Key: Key as typeof item }));
  }
}
