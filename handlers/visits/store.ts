import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { unixSeconds } from "../../contract/rules/calendar";
import { keptSeconds, newSalt } from "../runtime/daily-salt";
import { documents } from "../runtime/dynamodb";
import { setting, tableName } from "../runtime/environment";
import { transact, transactOne } from "../runtime/transaction";

/** `seen`: this visitor was counted already that day. */
export type VisitResult = "counted" | "seen";

/** The visit counter, by the business's dates. */
export interface VisitStore {
  /** The day's secret: made on the first call, and the same for everybody. */
  salt(date: string, now: string): Promise<string>;
  /** Counts a visitor once a day, by `visitorHash`. */
  count(date: string, visitor: string, now: string): Promise<VisitResult>;
  /** All visits ever counted. */
  total(): Promise<number>;
}

const shardKey = (shard: number) => ({ counter_id: `visits#${shard}` });

/**
 * The counter on DynamoDB. The note that a visitor was seen and the ADD are one transaction: as
 * two writes, a function that dies in between would lose the visit, and an ADD that the SDK repeats after
 * a lost answer would count it twice. The price is that transactions on one shard conflict, which
 * retries and more shards make up for.
 * @param shards over how many items the count is spread; may be raised at any time but never lowered, because
 * the counts of dropped shards would no longer be included
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
    const isFirst = await transactOne(client, {
      Put: {
        TableName: visits(),
        Item: { counter_id: `salt#${date}`, salt, expiresAt: expiry(now) },
        ConditionExpression: "attribute_not_exists(counter_id)",
      },
    });
    const agreed = isFirst ? salt : await storedSalt(date);
    if (!agreed) throw new Error("The day's salt was there and is gone.");
    return agreed;
  };

  return {
    async salt(date, now) {
      if (today?.date !== date) {
        today = { date, salt: (await storedSalt(date)) ?? (await agreedSalt(date, now)) };
      }
      return today.salt;
    },

    async count(date, visitor, now) {
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
              Key: shardKey(Math.floor(Math.random() * shards)),
              UpdateExpression: "ADD #count :one",
              ExpressionAttributeNames: { "#count": "count" },
              ExpressionAttributeValues: { ":one": 1 },
            },
          },
        ],
        [0],
      );
      return result.ok ? "counted" : "seen";
    },

    async total() {
      let total = 0;
      let keys = Array.from({ length: shards }, (_, shard) => shardKey(shard));
      while (keys.length > 0) {
        // One BatchGetItem takes 100 keys, which is also the most shards that a stage may have.
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
