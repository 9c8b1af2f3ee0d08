import type { Review, Sentiment } from "../../contract/schemas/feedback";

/** A review as the table holds it. */
export interface Feedback {
  readonly feedbackId: string;
  readonly name: string;
  readonly email: string;
  readonly rating: number;
  readonly message: string;
  readonly sentiment: Sentiment;
  /** The version of the lexicon that judged it. */
  readonly lexicon: string;
  /** Whether it came with the link of a past visit. */
  readonly verified: boolean;
  /** The partition of recent-index. */
  readonly status: "published";
  /** ISO 8601. */
  readonly createdAt: string;
  /** What tells its request apart from another one with the same Idempotency-Key; absent on older reviews. */
  readonly requestHash?: string;
  /** Unix seconds; DynamoDB deletes it some time after. */
  readonly expiresAt: number;
}

/** A review as everybody may read it. Its fields are named one by one, so that a new one is not published by accident. */
export function publicView(feedback: Feedback): Review {
  const { feedbackId, name, rating, message, sentiment, verified, createdAt } = feedback;
  return { feedbackId, name, rating, message, sentiment, verified, createdAt };
}
