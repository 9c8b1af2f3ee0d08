import type { Review, Sentiment } from "../../contract/schemas/feedback";

/** A review as the table holds it. */
export interface Feedback {
  readonly feedbackId: string;
  readonly name: string;
  readonly email: string;
  readonly rating: number;
  readonly message: string;
  readonly sentiment: Sentiment;
  /** The edition of the lexicon that judged it. */
  readonly lexicon: string;
  /** True where a booking's own link came with it. */
  readonly verified: boolean;
  /** The one that recent-index lists. */
  readonly status: "published";
  /** ISO 8601. */
  readonly createdAt: string;
  /** Unix seconds; DynamoDB deletes it some time after. */
  readonly expiresAt: number;
}

/** A review as everybody may read it. Names its fields one by one, so that no new one slips out. */
export function publicView(feedback: Feedback): Review {
  const { feedbackId, name, rating, message, sentiment, verified, createdAt } = feedback;
  return { feedbackId, name, rating, message, sentiment, verified, createdAt };
}
