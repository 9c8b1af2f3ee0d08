import {
  DescribeTableCommand,
  type DynamoDBClient,
  paginateScan,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import type { TableName } from "../../contract/operations/operation";
import type { Item, KeyPart } from "./item";

/** A table of a stack or stage. */
export interface Table {
  /** As the program calls it. */
  readonly noun: TableName;
  /** As DynamoDB calls it. */
  readonly name: string;
  /** The partition key, and the sort key where there is one. */
  readonly key: readonly KeyPart[];
}

/** Looks a table up; throws one sentence where there is none. */
export async function describeTable(
  client: DynamoDBClient,
  noun: TableName,
  name: string,
): Promise<Table> {
  try {
    const { Table: found } = await client.send(new DescribeTableCommand({ TableName: name }));
    const types = new Map(
      found?.AttributeDefinitions?.map((one) => [one.AttributeName, one.AttributeType]),
    );
    const key = (found?.KeySchema ?? []).map(({ AttributeName: part = "" }) => ({
      name: part,
      type: types.get(part) as KeyPart["type"],
    }));
    return { noun, name, key };
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new Error(`Table ${name} (${noun}) not found.`);
  }
}

/**
 * Everything in a table, page by page, as it is when its page is read, but for what is true of this place
 * and this moment alone.
 */
export async function* itemsOf(
  client: DynamoDBClient,
  { noun, name: TableName }: Pick<Table, "noun" | "name">,
): AsyncGenerator<Item> {
  const asked = { TableName, ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client }, asked)) {
    for (const item of Items) if (!isOfPlace(noun, item)) yield item;
  }
}

/**
 * Whether an item says what a place itself holds: which pages its bucket has. Brought back, it would have the
 * publisher take pages for published that are not there.
 */
export function isOfPlace(noun: TableName, item: Item): boolean {
  return noun === "business" && item.documentId?.S === "pages";
}
