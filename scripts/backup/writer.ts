import { setTimeout as pause } from "node:timers/promises";
import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import * as streams from "../../contract/functions/streams";
import type { TableName } from "../../contract/operations/operation";
import { backupMark } from "../../handlers/runtime/stream";
import { type Item, keyOf, lasting } from "./item";
import type { Table } from "./table";

/** The most that DynamoDB takes in one BatchWriteItem. */
export const batchSize = 25;
/** With the waits below about a minute: a new on-demand table takes that long to double. */
const attempts = 15;

/** The tables whose changes set a function going. */
const watched: ReadonlySet<TableName> = new Set(
  Object.values(streams).map(({ source }): TableName => source),
);

/**
 * Writes up to 25 items as they are, except for what they owed customers at that moment. What a stream
 * function sees of it carries this run's mark, by which it knows that nothing happened; the mark is gone at
 * the end.
 */
export async function putItems(
  client: DynamoDBClient,
  table: Table,
  items: readonly Item[],
  run: string,
): Promise<void> {
  const mark: Item = watched.has(table.noun) ? { [backupMark]: { S: run } } : {};
  await writeBatch(
    client,
    table,
    items.map((item) => ({ PutRequest: { Item: { ...lasting(item), ...mark } } })),
  );
  if (backupMark in mark) {
    await Promise.all(items.map((item) => unmark(client, table, item, run)));
  }
}

/** Deletes up to 25 items. */
export async function deleteItems(
  client: DynamoDBClient,
  table: Table,
  keys: readonly Item[],
): Promise<void> {
  await writeBatch(
    client,
    table,
    keys.map((Key) => ({ DeleteRequest: { Key } })),
  );
}

async function unmark(client: DynamoDBClient, table: Table, item: Item, run: string) {
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyOf(item, table.key),
        UpdateExpression: "REMOVE #mark",
        // Without it, an item that somebody deleted meanwhile would come back empty.
        ConditionExpression: "#mark = :run",
        ExpressionAttributeNames: { "#mark": backupMark },
        ExpressionAttributeValues: { ":run": { S: run } },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function writeBatch(
  client: DynamoDBClient,
  { name, noun }: Table,
  requests: readonly WriteRequest[],
): Promise<void> {
  let left: readonly WriteRequest[] = requests;
  for (let attempt = 1; left.length > 0; attempt++) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [name]: [...left] } }),
    );
    left = UnprocessedItems?.[name] ?? [];
    if (left.length > 0 && attempt === attempts) {
      throw new Error(`${noun} is throttling writes; run the same command again later.`);
    }
    if (left.length > 0) await pause(Math.min(25 * 2 ** attempt, 5_000) * (0.5 + Math.random()));
  }
}
