import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { unixSeconds } from "../../contract/rules/calendar";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import { readTogether, transactOne } from "../runtime/transaction";
import type { Feedback } from "./feedback";

/** The last review of a page, as the key of the next one. */
export interface FeedbackKey {
  readonly feedbackId: string;
  readonly createdAt: string;
}

/** A page of reviews; `last` is absent on the last page. */
export interface FeedbackPage {
  readonly feedback: readonly Feedback[];
  readonly last?: FeedbackKey;
}

/** The reviews. */
export interface FeedbackStore {
  /** The review that is there already under this id, if there is one; then nothing is written. */
  add(feedback: Feedback): Promise<Feedback | undefined>;
  /** Newest first, starting after a key; without those that have expired. */
  newest(limit: number, after: FeedbackKey | undefined, now: string): Promise<FeedbackPage>;
  /** Deletes every review with this e-mail address; returns how many there were. */
  eraseBy(email: string): Promise<number>;
}

const published = "published";
/** The least that is read at once, so that a small page behind many expired reviews takes few calls. */
const fewest = 25;

/** The store on DynamoDB; the table's name comes from the environment when it is first used. */
export function feedbackStore(client = documents()): FeedbackStore {
  const table = () => tableName("feedback");
  return {
    async add(feedback) {
      const { feedbackId } = feedback;
      const isNew = await transactOne(client, {
        Put: {
          TableName: table(),
          Item: feedback,
          ConditionExpression: "attribute_not_exists(feedbackId)",
        },
      });
      if (isNew) return undefined;
      const [there] = await readTogether(client, table(), [{ feedbackId }]);
      return there as Feedback | undefined;
    },

    async newest(limit, after, now) {
      const found: Feedback[] = [];
      let start: Record<string, unknown> | undefined = after && { ...after, status: published };
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table(),
            IndexName: "recent-index",
            KeyConditionExpression: "#status = :published",
            // TTL deletes up to two days late.
            FilterExpression: "expiresAt > :now",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: { ":published": published, ":now": unixSeconds(now) },
            ScanIndexForward: false,
            Limit: Math.max(limit + 1 - found.length, fewest),
            ExclusiveStartKey: start,
          }),
        );
        found.push(...((page.Items ?? []) as Feedback[]));
        start = page.LastEvaluatedKey;
      } while (start && found.length <= limit);
      const feedback = found.slice(0, limit);
      const last = found.length > limit ? feedback.at(-1) : undefined;
      return {
        feedback,
        ...(last && { last: { feedbackId: last.feedbackId, createdAt: last.createdAt } }),
      };
    },

    async eraseBy(email) {
      let deleted = 0;
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table(),
            IndexName: "email-index",
            KeyConditionExpression: "email = :email",
            ExpressionAttributeValues: { ":email": email },
            ExclusiveStartKey: start,
          }),
        );
        for (const { feedbackId } of page.Items ?? []) {
          const isDeleted = await transactOne(client, {
            Delete: {
              TableName: table(),
              Key: { feedbackId },
              // The index lags behind and may still list a deleted review.
              ConditionExpression: "attribute_exists(feedbackId)",
            },
          });
          if (isDeleted) deleted += 1;
        }
        start = page.LastEvaluatedKey;
      } while (start);
      return deleted;
    },
  };
}
