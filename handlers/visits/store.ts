import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { unixSeconds } from "../../contract/rules/calendar";
import { documents } from "../runtime/dynamodb";
import { setting, tableName } from "../runtime/environment";
import { transact } from "../runtime/transaction";
import { newSalt } from "./visitor";

/** `seen`: this visitor was counted earlier that day. `busy`: nothing was written. */
export type VisitResult = "counted" | "seen" | "busy";

/** The visit counter; dates are the business's own. */
export interface VisitStore {
  /** The day's secret; the first to ask makes it, and everybody gets the same. */
  salt(date: string, now: string): Promise<string>;
  /** Counts a visitor once a day, by `visitorHash`. */
  count(date: string, visitor: string, now: string): Promise<VisitResult>;
  /** All visits there ever were. */
  total(): Promise<number>;
}

/** Longer than any business day, so that nothing of a day goes while the day lasts. */
const keptSeconds = 2 * 24 * 60 * 60;

/** Each one picks another shard and has `transact`'s own attempts; together well within 10 s. */
const rounds = 3;

const shardKey = (shard: number) => ({ counter_id: `visits#${shard}` });

/**
 * The counter on DynamoDB. The note that a visitor was seen and the ADD are one transaction: with two
 * writes, a function that dies between them would lose the visit, and an ADD that the SDK repeats after
 * a lost answer would count it twice. The price is that transactions on one shard get in each other's
 * way, which retries and more shards answer.
 * @param shards over how many items the count is spread; may be raised any time, never lowered,
 * because what the dropped ones hold would no longer be summed
 */
export function visitStore(
  client = documents(),
  shards = Number(setting("VISIT_SHARDS")),
): VisitStore {
  const visits = () => tableName("visits");
  const expiry = (now: string) => unixSeconds(now) + keptSeconds;
  let today: { readonly date: string; readonly salt: string } | undefined;

  const storedSalt = async (date: string): Promise<string | undefined> => {
    const { Item } = await client.send(
      new GetCommand({
        TableName: visits(),
        Key: { counter_id: `salt#${date}` },
        ConsistentRead: true,
      }),
    );
    return Item?.salt;
  };

  const agreedSalt = async (date: string, now: string): Promise<string> => {
    const salt = newSalt();
    try {
      await client.send(
        new PutCommand({
          TableName: visits(),
          Item: { counter_id: `salt#${date}`, salt, expiresAt: expiry(now) },
          ConditionExpression: "attribute_not_exists(counter_id)",
        }),
      );
      return salt;
    } catch (error) {
      const faster = error instanceof ConditionalCheckFailedException && (await storedSalt(date));
      if (!faster) throw error;
      return faster;
    }
  };

  return {
    async salt(date, now) {
      if (today?.date !== date) {
        today = { date, salt: (await storedSalt(date)) ?? (await agreedSalt(date, now)) };
      }
      return today.salt;
    },

    async count(date, visitor, now) {
      for (let round = 0; round < rounds; round++) {
        const shard = Math.floor(Math.random() * shards);
        const result = await transact(
          client,
          [
            {
              Put: {
                TableName: visits(),
                Item: { counter_id: `seen#${date}#${visitor}`, expiresAt: expiry(now) },
                ConditionExpression: "attribute_not_exists(counter_id)",
              },
            },
            {
              Update: {
                TableName: visits(),
                Key: shardKey(shard),
                UpdateExpression: "ADD #count :one",
                ExpressionAttributeNames: { "#count": "count" },
                ExpressionAttributeValues: { ":one": 1 },
              },
            },
          ],
          [0],
        );
        if (result.ok) return "counted";
        if (!result.busy) return "seen";
      }
      return "busy";
    },

    async total() {
      let total = 0;
      let keys = Array.from({ length: shards }, (_, shard) => shardKey(shard));
      while (keys.length > 0) {
        // 100 shards are the most that the stage config allows and that one BatchGetItem takes.
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetCommand({
            RequestItems: { [visits()]: { Keys: keys, ConsistentRead: true } },
          }),
        );
        for (const item of Responses?.[visits()] ?? []) total += item.count;
        keys = (UnprocessedKeys?.[visits()]?.Keys ?? []) as typeof keys;
      }
      return total;
    },
  };
}
