import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Business } from "../../contract/business";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import type { BusinessVersion, SavedBusiness } from "./saved-business";

/** The item that holds the document in force. */
export const currentKey = { documentId: "current" } as const;

/** The document in force, read consistently; undefined before the first deployment has filled the table. */
export async function currentBusiness(
  abortSignal?: AbortSignal,
  client = documents(),
): Promise<SavedBusiness | undefined> {
  const item = await readDocument(client, currentKey, abortSignal);
  return item && savedOf(item);
}

/** An item of the document's table. */
export async function readDocument(
  client: DynamoDBDocumentClient,
  Key: { readonly documentId: string },
  abortSignal?: AbortSignal,
): Promise<Record<string, unknown> | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName("business"), Key, ConsistentRead: true }),
    { abortSignal },
  );
  return Item;
}

/** A version of the document, as an item holds it. */
export function savedOf(item: Record<string, unknown>): SavedBusiness {
  return { ...versionOf(item), business: JSON.parse(String(item.business)) as Business };
}

/** When and by whom it was saved. */
export function versionOf(item: Record<string, unknown>): BusinessVersion {
  const { version, savedAt, savedBy } = item as unknown as BusinessVersion;
  return { version, savedAt, ...(savedBy !== undefined && { savedBy }) };
}
