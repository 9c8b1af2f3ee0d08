import { unixSeconds } from "../../../contract/rules/calendar";
import {
  type Feedback,
  type ReviewerAddress,
  reviewerAddress,
} from "../../../handlers/feedback/feedback";
import type { FeedbackKey, FeedbackStore } from "../../../handlers/feedback/store";

/** Reviews in memory with the rules of the real store, for handler tests. */
export class FakeFeedbackStore implements FeedbackStore {
  readonly reviews: Feedback[] = [];
  readonly addresses: ReviewerAddress[] = [];
  /** The visits that have a review. */
  readonly reviewed = new Set<string>();

  find: FeedbackStore["find"] = async (id) =>
    this.reviews.find(({ feedbackId }) => feedbackId === id);

  add: FeedbackStore["add"] = async (review, { address, bookingId } = {}) => {
    const feedback = this.reviews.find(({ feedbackId }) => feedbackId === review.feedbackId);
    if (feedback) return { ok: false, reason: "seen", feedback };
    if (bookingId !== undefined) {
      if (this.reviewed.has(bookingId)) return { ok: false, reason: "reviewed" };
      this.reviewed.add(bookingId);
    }
    this.reviews.push(review);
    if (address) this.addresses.push(reviewerAddress(review, address));
    return { ok: true };
  };

  newest: FeedbackStore["newest"] = async (limit, after, moment) => {
    const rank = ({ createdAt, feedbackId }: FeedbackKey) => `${createdAt} ${feedbackId}`;
    const behind = this.reviews
      .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > unixSeconds(moment))
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
    const addressed = this.addresses.filter((one) => one.email === email);
    const ids = new Set(addressed.map(({ review }) => review));
    const kept = this.reviews.filter(
      (review) => review.email !== email && !ids.has(review.feedbackId),
    );
    const erased = this.reviews.length - kept.length;
    this.reviews.splice(0, this.reviews.length, ...kept);
    const left = this.addresses.filter((one) => one.email !== email);
    this.addresses.splice(0, this.addresses.length, ...left);
    return erased;
  };
}
