import { unixSeconds } from "../../../contract/rules/calendar";
import { decided, isDecided, removed } from "../../../handlers/feedback/decision";
import {
  type Feedback,
  isPresent,
  type ReviewerAddress,
  reviewerAddress,
  versionOf,
} from "../../../handlers/feedback/feedback";
import type { FeedbackStore, StatusKey } from "../../../handlers/feedback/store";

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
    const status = "published" as const;
    const { feedback, last } = await this.list(
      { statuses: [status], limit, ...(after && { after: { ...after, status } }) },
      moment,
    );
    return {
      feedback,
      ...(last && { last: { feedbackId: last.feedbackId, createdAt: last.createdAt } }),
    };
  };

  list: FeedbackStore["list"] = async ({ statuses, limit, after }, moment) => {
    // The first status comes first, and the newest in each.
    const rank = ({ createdAt, feedbackId, status }: StatusKey) =>
      `${9 - statuses.indexOf(status)} ${createdAt} ${feedbackId}`;
    const behind = this.reviews
      .filter(isPresent)
      .filter(({ status }) => statuses.includes(status))
      .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > unixSeconds(moment))
      .filter((review) => !after || rank(review) < rank(after))
      .sort((one, other) => (rank(one) < rank(other) ? 1 : -1));
    const feedback = behind.slice(0, limit);
    const last = behind.length > limit ? feedback.at(-1) : undefined;
    if (!last) return { feedback };
    const { feedbackId, createdAt, status } = last;
    return { feedback, last: { feedbackId, createdAt, status } };
  };

  change: FeedbackStore["change"] = async (id, version, decision, moment) => {
    const at = this.reviews.findIndex(({ feedbackId }) => feedbackId === id);
    const before = this.reviews[at];
    if (!before || !isPresent(before)) return { ok: false, reason: "missing" };
    const isRepeated = versionOf(before) === version + 1 || versionOf(before) === version;
    if (isRepeated && isDecided(before, decision)) return { ok: true, feedback: before };
    if (versionOf(before) !== version) return { ok: false, reason: "stale" };
    const feedback = decided(before, decision, moment);
    this.reviews[at] = feedback;
    return { ok: true, feedback };
  };

  remove: FeedbackStore["remove"] = async (id, version, moment) => {
    const at = this.reviews.findIndex(({ feedbackId }) => feedbackId === id);
    const before = this.reviews[at];
    if (!before) return { ok: false, reason: "missing" };
    if (!isPresent(before)) return { ok: true };
    if (versionOf(before) !== version) return { ok: false, reason: "stale" };
    this.reviews[at] = removed(before, moment, unixSeconds(moment) + 30 * 24 * 3600);
    const left = this.addresses.filter(({ review }) => review !== id);
    this.addresses.splice(0, this.addresses.length, ...left);
    return { ok: true };
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
