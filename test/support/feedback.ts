import { randomUUID } from "node:crypto";
import { BatchWriteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { unixSeconds } from "../../contract/rules/calendar";
import type { Feedback } from "../../handlers/feedback/feedback";
import type { FeedbackKey, FeedbackStore } from "../../handlers/feedback/store";
import { now } from "./bookings";
import type { TestTables } from "./tables";

/** What a visitor sends, with every field right. */
export const validReview = {
  name: "Awa Ngo",
  email: "awa@example.com",
  rating: 5,
  message: "I love my braids, thank you!",
} as const;

/** A review as the table holds it, made `now` and there for thirty days. */
export function aReview(changes: Partial<Feedback> = {}): Feedback {
  const createdAt = changes.createdAt ?? now;
  return {
    ...validReview,
    feedbackId: randomUUID(),
    sentiment: "positive",
    lexicon: "2026-11",
    verified: false,
    status: "published",
    createdAt,
    expiresAt: unixSeconds(createdAt) + 30 * 24 * 3600,
    ...changes,
  };
}

/** A store in memory with the rules of the real one. */
export class FakeFeedbackStore implements FeedbackStore {
  readonly reviews: Feedback[] = [];

  add: FeedbackStore["add"] = async (feedback) => {
    this.reviews.push(feedback);
  };

  newest: FeedbackStore["newest"] = async (limit, after, moment) => {
    const rank = ({ createdAt, feedbackId }: FeedbackKey) => `${createdAt} ${feedbackId}`;
    const behind = this.reviews
      .filter(({ expiresAt }) => expiresAt > unixSeconds(moment))
      .filter((review) => !after || rank(review) < rank(after))
      .sort((one, other) => (rank(one) < rank(other) ? 1 : -1));
    const feedback = behind.slice(0, limit);
    const last = behind.length > limit ? feedback.at(-1) : undefined;
    return {
      feedback,
      ...(last && { last: { feedbackId: last.feedbackId, createdAt: last.createdAt } }),
    };
  };

  eraseBy: FeedbackStore["eraseBy"] = async (email) => {
    const kept = this.reviews.filter((review) => review.email !== email);
    const erased = this.reviews.length - kept.length;
    this.reviews.splice(0, this.reviews.length, ...kept);
    return erased;
  };
}

/** Empties tables, each named with its key, for the next test. */
export async function emptyTables(
  { documents, names }: TestTables,
  ...tables: readonly (readonly [name: string, key: string])[]
): Promise<void> {
  for (const [name, key] of tables) {
    const TableName = names[name] as string;
    for (;;) {
      const { Items = [] } = await documents.send(new ScanCommand({ TableName, Limit: 25 }));
      if (Items.length === 0) break;
      const deletions = Items.map((item) => ({ DeleteRequest: { Key: { [key]: item[key] } } }));
      await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: deletions } }));
    }
  }
}
