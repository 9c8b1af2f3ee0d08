import type { Business } from "../../contract/business";
import type { DeskReview, Review, ReviewStatus, Sentiment } from "../../contract/schemas/feedback";

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
  /**
   * The partition of recent-index. A removed review says nothing any more; it is kept for a while so that a
   * repeated request does not write it again.
   */
  readonly status: ReviewStatus | "removed";
  /** ISO 8601. */
  readonly createdAt: string;
  /** What tells its request apart from another one with the same Idempotency-Key; absent on older reviews. */
  readonly requestHash?: string;
  /** What the owner answered, and when (ISO 8601). */
  readonly answer?: { readonly text: string; readonly answeredAt: string };
  /** Counts its changes; 1 where absent. */
  readonly version?: number;
  /** When its status last changed, ISO 8601; absent where it is as it was written. */
  readonly changedAt?: string;
  /** Unix seconds; on removed ones, and on reviews of the version before, which DynamoDB deletes some time after. */
  readonly expiresAt?: number;
}

/** A review that was not removed. */
export type PresentFeedback = Feedback & { readonly status: ReviewStatus };

export function isPresent(feedback: Feedback): feedback is PresentFeedback {
  return feedback.status !== "removed";
}

/** Whether a new review waits for the owner or is public at once. */
export function firstStatus({ reviews }: Business, isVerified: boolean): "waiting" | "published" {
  const { publication = "all-at-once" } = reviews ?? {};
  const isAtOnce =
    publication === "all-at-once" || (publication === "verified-at-once" && isVerified);
  return isAtOnce ? "published" : "waiting";
}

/** Whether a review is public, and counts in the totals; those of earlier releases are. */
export function isPublic({ status = "published" }: Partial<Pick<Feedback, "status">>): boolean {
  return status === "published";
}

export function versionOf({ version = 1 }: Pick<Feedback, "version">): number {
  return version;
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

export const addressIdOf = (feedbackId: string) => `address#${feedbackId}` as const;

/** The item that keeps the address of a review. */
export function reviewerAddress(
  { feedbackId, createdAt }: Pick<Feedback, "feedbackId" | "createdAt">,
  { email, expiresAt }: Pick<ReviewerAddress, "email" | "expiresAt">,
): ReviewerAddress {
  return { feedbackId: addressIdOf(feedbackId), review: feedbackId, email, createdAt, expiresAt };
}

/** Whether an item of the table is a reviewer's address and no review. */
export function isReviewerAddress(
  item: Pick<Feedback, "feedbackId"> | ReviewerAddress,
): item is ReviewerAddress {
  return item.feedbackId.startsWith("address#");
}

/** A review as everybody may read it. Its fields are named one by one, so that a new one is not published by accident. */
export function publicView(feedback: Feedback): Review {
  const { feedbackId, name, rating, message, sentiment, verified, createdAt, answer } = feedback;
  return {
    ...{ feedbackId, name, rating, message, sentiment, verified, createdAt },
    ...(answer && { answer: { text: answer.text, answeredAt: answer.answeredAt } }),
  };
}

/** A review as the desk sees it. */
export function deskView(feedback: PresentFeedback): DeskReview {
  return { ...publicView(feedback), status: feedback.status, version: versionOf(feedback) };
}
