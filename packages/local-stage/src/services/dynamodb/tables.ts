import type {
  CreateTableCommandInput,
  DescribeTimeToLiveCommandOutput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  TableDescription,
} from "@aws-sdk/client-dynamodb";
import type { Graph, Resource } from "../../graph";
import { type Log, StageError } from "../../log";
import { type Engine, EngineError } from "./engine";

/**
 * Makes the program's tables in the engine. A table that is there keeps its items; one whose key no
 * longer fits the program is a StageError, since only the person can decide about their data. With
 * `fresh`, the program's own tables are emptied, and no other table of the engine is touched.
 */
export async function ensureTables(
  engine: Engine,
  graph: Graph,
  { fresh, log }: { fresh: boolean; log: Log },
): Promise<void> {
  await Promise.all(
    graph.ofType("aws:dynamodb/table:Table").map(async (resource) => {
      const wanted = tableInput(resource);
      if (fresh) await drop(engine, wanted.TableName as string);
      const existing = await describe(engine, wanted.TableName as string);
      if (existing) await adapt(engine, existing, wanted, log);
      else await engine.call("DynamoDB_20120810.CreateTable", wanted);
      await setTimeToLive(engine, wanted.TableName as string, resource.inputs.ttl);
    }),
  );
}

/** What CreateTable takes for a captured table. */
export function tableInput({ inputs, outputs }: Resource): CreateTableCommandInput {
  // biome-ignore lint/suspicious/noExplicitAny: the shape of the captured resource
  const index = (captured: any) => ({
    IndexName: captured.name as string,
    KeySchema: keySchema(captured),
    Projection: {
      ProjectionType: captured.projectionType ?? "ALL",
      ...(captured.nonKeyAttributes?.length && { NonKeyAttributes: captured.nonKeyAttributes }),
    },
  });
  const global = (inputs.globalSecondaryIndexes ?? []).map(index);
  const local = (inputs.localSecondaryIndexes ?? []).map((captured: Resource["inputs"]) =>
    index({ hashKey: inputs.hashKey, ...captured }),
  );
  return {
    TableName: outputs.name,
    AttributeDefinitions: inputs.attributes.map((attribute: { name: string; type: string }) => ({
      AttributeName: attribute.name,
      AttributeType: attribute.type,
    })),
    KeySchema: keySchema(inputs),
    BillingMode: "PAY_PER_REQUEST",
    ...(global.length && { GlobalSecondaryIndexes: global }),
    ...(local.length && { LocalSecondaryIndexes: local }),
    ...(inputs.streamEnabled && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: inputs.streamViewType },
    }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of the captured resource
function keySchema({ hashKey, rangeKey, keySchemas }: any): KeySchemaElement[] {
  if (keySchemas?.length) {
    return keySchemas.map((key: { attributeName: string; keyType: "HASH" | "RANGE" }) => ({
      AttributeName: key.attributeName,
      KeyType: key.keyType,
    }));
  }
  return [
    { AttributeName: hashKey, KeyType: "HASH" },
    ...(rangeKey ? [{ AttributeName: rangeKey, KeyType: "RANGE" as const }] : []),
  ];
}

async function describe(engine: Engine, TableName: string): Promise<TableDescription | undefined> {
  try {
    const { Table } = await engine.call<{ Table: TableDescription }>(
      "DynamoDB_20120810.DescribeTable",
      { TableName },
    );
    return Table;
  } catch (error) {
    if (error instanceof EngineError && error.code === "ResourceNotFoundException")
      return undefined;
    throw error;
  }
}

async function drop(engine: Engine, TableName: string): Promise<void> {
  if (!(await describe(engine, TableName))) return;
  await engine.call("DynamoDB_20120810.DeleteTable", { TableName });
  while (await describe(engine, TableName)) await new Promise((done) => setTimeout(done, 20));
}

async function adapt(
  engine: Engine,
  existing: TableDescription,
  wanted: CreateTableCommandInput,
  log: Log,
): Promise<void> {
  const TableName = wanted.TableName as string;
  if (keyText(existing, existing.KeySchema) !== keyText(wanted, wanted.KeySchema)) {
    throw mismatch(TableName, "key", keyText(existing, existing.KeySchema));
  }
  const there = new Map(existing.GlobalSecondaryIndexes?.map((index) => [index.IndexName, index]));
  for (const index of wanted.GlobalSecondaryIndexes ?? []) {
    const old = there.get(index.IndexName);
    if (old && keyText(existing, old.KeySchema) !== keyText(wanted, index.KeySchema)) {
      throw mismatch(TableName, `index ${index.IndexName}`, keyText(existing, old.KeySchema));
    }
    if (!old) await addIndex(engine, wanted, index, log);
  }
  const stream = existing.StreamSpecification?.StreamEnabled ?? false;
  if (stream !== (wanted.StreamSpecification?.StreamEnabled ?? false)) {
    const StreamSpecification = wanted.StreamSpecification ?? { StreamEnabled: false };
    await engine.call("DynamoDB_20120810.UpdateTable", { TableName, StreamSpecification });
    log(`${TableName}: stream turned ${stream ? "off" : "on"}`);
  }
}

async function addIndex(
  engine: Engine,
  { TableName, AttributeDefinitions }: CreateTableCommandInput,
  index: GlobalSecondaryIndex,
  log: Log,
): Promise<void> {
  const GlobalSecondaryIndexUpdates = [{ Create: index }];
  const input = { TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates };
  await engine.call("DynamoDB_20120810.UpdateTable", input);
  log(`${TableName}: index ${index.IndexName} added`);
}

function keyText(
  { AttributeDefinitions = [] }: Pick<TableDescription, "AttributeDefinitions">,
  keys: readonly KeySchemaElement[] = [],
): string {
  return keys
    .map(({ AttributeName, KeyType }) => {
      const type = AttributeDefinitions.find(
        (a) => a.AttributeName === AttributeName,
      )?.AttributeType;
      return `${AttributeName} (${KeyType} ${type})`;
    })
    .join(", ");
}

function mismatch(table: string, what: string, has: string): StageError {
  return new StageError(
    `The table ${table} holds data under another ${what}, ${has}, than the program declares now; start once with --fresh to empty it.`,
  );
}

async function setTimeToLive(
  engine: Engine,
  TableName: string,
  ttl: { attributeName?: string; enabled?: boolean } | undefined,
): Promise<void> {
  const { TimeToLiveDescription: now } = await engine.call<DescribeTimeToLiveCommandOutput>(
    "DynamoDB_20120810.DescribeTimeToLive",
    { TableName },
  );
  const on = now?.TimeToLiveStatus === "ENABLED" || now?.TimeToLiveStatus === "ENABLING";
  if (!ttl?.attributeName || (ttl.enabled ?? true) === on) return;
  await engine.call("DynamoDB_20120810.UpdateTimeToLive", {
    TableName,
    TimeToLiveSpecification: { Enabled: !on, AttributeName: ttl.attributeName },
  });
}
