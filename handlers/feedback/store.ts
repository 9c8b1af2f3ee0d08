import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { unixSeconds } from "../../contract/rules/calendar";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import { readTogether, transact, type Writes } from "../runtime/transaction";
import {
  type Feedback,
  isReviewerAddress,
  type ReviewerAddress,
  reviewerAddress,
} from "./feedback";

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

/** What is written with a review in the same transaction. */
export interface ReviewExtras {
  /** Kept for a while, apart from the review. */
  readonly address?: Pick<ReviewerAddress, "email" | "expiresAt">;
  /** The visit that it is about; a visit has one review. */
  readonly bookingId?: string;
}

export type AddResult =
  | { readonly ok: true }
  /** There is a review with this id. */
  | { readonly ok: false; readonly reason: "seen"; readonly feedback: Feedback }
  /** The visit has a review. */
  | { readonly ok: false; readonly reason: "reviewed" };

/** The reviews. */
export interface FeedbackStore {
  /** Publishes a review and marks its visit as reviewed, or writes nothing. */
  add(feedback: Feedback, extras?: ReviewExtras): Promise<AddResult>;
  find(feedbackId: string): Promise<Feedback | undefined>;
  /** Newest first, starting after a key; without those of the version before that have expired. */
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
  const find: FeedbackStore["find"] = async (feedbackId) => {
    const [there] = await readTogether(client, table(), [{ feedbackId }]);
    return there as Feedback | undefined;
  };

  return {
    find,

    async add(feedback, { address, bookingId } = {}) {
      const { feedbackId } = feedback;
      const writes: Writes = [
        {
          Put: {
            TableName: table(),
            Item: feedback,
            ConditionExpression: "attribute_not_exists(feedbackId)",
          },
        },
      ];
      if (bookingId !== undefined) {
        writes.push({
          Update: {
            TableName: tableName("bookings"),
            Key: { bookingId },
            UpdateExpression: "SET reviewId = :review",
            ConditionExpression: "attribute_exists(bookingId) AND attribute_not_exists(reviewId)",
            ExpressionAttributeValues: { ":review": feedbackId },
          },
        });
      }
      if (address) {
        const Item = reviewerAddress(feedback, address);
        writes.push({ Put: { TableName: table(), Item } });
      }
      const { ok } = await transact(client, writes, [0, 1]);
      if (ok) return { ok };
      // The visit may have been reviewed by this very request, sent before or at the same moment.
      const there = await find(feedbackId);
      return there
        ? { ok: false, reason: "seen", feedback: there }
        : { ok: false, reason: "reviewed" };
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
            FilterExpression: "attribute_not_exists(expiresAt) OR expiresAt > :now",
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
        for (const item of (page.Items ?? []) as (Feedback | ReviewerAddress)[]) {
          const isAddress = isReviewerAddress(item);
          const ids = isAddress ? [item.feedbackId, item.review] : [item.feedbackId];
          const { ok } = await transact(
            client,
            ids.map((feedbackId, at) => ({
              Delete: {
                TableName: table(),
                Key: { feedbackId },
                // The index lags behind and may still list a deleted item.
                ...(at === 0 && { ConditionExpression: "attribute_exists(feedbackId)" }),
              },
            })),
          );
          if (ok) deleted += 1;
        }
        start = page.LastEvaluatedKey;
      } while (start);
      return deleted;
    },
  };
}
