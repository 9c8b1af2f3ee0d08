import type { Review, Sentiment } from "../../contract/schemas/feedback";

/** A review as the table holds it. */
export interface Feedback {
  readonly feedbackId: string;
  readonly name: string;
  /** On reviews of the version before alone: newer ones keep it apart, see `ReviewerAddress`. */
  readonly email?: string;
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
  /** Unix seconds; on reviews of the version before alone, which DynamoDB deletes some time after. */
  readonly expiresAt?: number;
}

/**
 * A reviewer's address, in an item of its own in the same table: it goes some weeks later, and the review
 * stays. Until then the review can be erased by it.
 */
export interface ReviewerAddress {
  readonly feedbackId: `address#${string}`;
  /** The id of the review. */
  readonly review: string;
  readonly email: string;
  /** As on the review. */
  readonly createdAt: string;
  /** Unix seconds; DynamoDB deletes it some time after. */
  readonly expiresAt: number;
}

/** The item that keeps the address of a review. */
export function reviewerAddress(
  { feedbackId, createdAt }: Pick<Feedback, "feedbackId" | "createdAt">,
  { email, expiresAt }: Pick<ReviewerAddress, "email" | "expiresAt">,
): ReviewerAddress {
  return { feedbackId: `address#${feedbackId}`, review: feedbackId, email, createdAt, expiresAt };
}

/** Whether an item of the table is a reviewer's address and no review. */
export function isReviewerAddress(
  item: Pick<Feedback, "feedbackId"> | ReviewerAddress,
): item is ReviewerAddress {
  return item.feedbackId.startsWith("address#");
}

/** A review as everybody may read it. Its fields are named one by one, so that a new one is not published by accident. */
export function publicView(feedback: Feedback): Review {
  const { feedbackId, name, rating, message, sentiment, verified, createdAt } = feedback;
  return { feedbackId, name, rating, message, sentiment, verified, createdAt };
}
