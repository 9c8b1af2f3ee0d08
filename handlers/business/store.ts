/**
 * The business document in its table: the item "current", and every version under its number, such as
 * "version#12". The document is kept as JSON, exactly as it was saved.
 */
import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import { transact } from "../runtime/transaction";
import { currentBusiness, currentKey, readDocument, savedOf, versionOf } from "./document";
import type { BusinessVersion, SavedBusiness } from "./saved-business";

export type SaveResult =
  | { readonly ok: true; readonly saved: SavedBusiness }
  /** `stale`: another version has been saved since the one it was made from. */
  | { readonly ok: false; readonly reason: "stale" };

export interface BusinessStore {
  /** The document in force, read consistently; undefined before the first deployment has filled the table. */
  current(): Promise<SavedBusiness | undefined>;
  /** One version, in force or not. */
  find(version: number): Promise<SavedBusiness | undefined>;
  /** The newest versions, newest first, without their documents. */
  versions(most: number): Promise<BusinessVersion[]>;
  /**
   * Saves the version after the one in force, unless that is not the one before it.
   * @param request what tells the request apart from every other one, if it may be sent again
   */
  save(saved: SavedBusiness, request?: string): Promise<SaveResult>;
}

/** The form of the items; a later release tells by it what it has to bring into its own form. */
const form = 1;

function versionKey(version: number) {
  return { documentId: `version#${version}` };
}

/** The store on DynamoDB; the table's name comes from the environment when it is first used. */
export function businessStore(client = documents()): BusinessStore {
  const table = () => tableName("business");

  const read = (version: number) => readDocument(client, versionKey(version));
  const current = () => currentBusiness(undefined, client);

  return {
    current,

    async find(version) {
      const item = await read(version);
      return item && savedOf(item);
    },

    async versions(most) {
      const newest = (await current())?.version ?? 0;
      const numbers = Array.from({ length: Math.min(most, newest) }, (_, back) => newest - back);
      if (numbers.length === 0) return [];
      let keys = numbers.map(versionKey);
      const found: BusinessVersion[] = [];
      while (keys.length > 0) {
        // One BatchGetItem answers 16 MB, and may leave some of its keys unread.
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetCommand({
            RequestItems: {
              [table()]: {
                Keys: keys.slice(0, 25),
                ProjectionExpression: "version, savedAt, savedBy",
              },
            },
          }),
        );
        found.push(...(Responses?.[table()] ?? []).map(versionOf));
        const unread = (UnprocessedKeys?.[table()]?.Keys ?? []) as typeof keys;
        keys = [...unread, ...keys.slice(25)];
      }
      return found.sort((one, other) => other.version - one.version);
    },

    async save(saved, request) {
      const item = { ...saved, business: JSON.stringify(saved.business), form, request };
      const before = saved.version - 1;
      const { ok } = await transact(client, [
        {
          Put: {
            TableName: table(),
            Item: { ...item, ...currentKey },
            ...(before === 0
              ? { ConditionExpression: "attribute_not_exists(documentId)" }
              : {
                  ConditionExpression: "version = :before",
                  ExpressionAttributeValues: { ":before": before },
                }),
          },
        },
        { Put: { TableName: table(), Item: { ...item, ...versionKey(saved.version) } } },
      ]);
      if (ok) return { ok, saved };
      // What is in the way may be the same request, sent twice.
      const there = request === undefined ? undefined : await read(saved.version);
      return there?.request === request && there !== undefined
        ? { ok: true, saved: savedOf(there) }
        : { ok: false, reason: "stale" };
    },
  };
}
