import { unixSeconds } from "../../../contract/rules/calendar";
import type { Feedback } from "../../../handlers/feedback/feedback";
import type { FeedbackKey, FeedbackStore } from "../../../handlers/feedback/store";

/** Reviews in memory with the rules of the real store, for handler tests. */
export class FakeFeedbackStore implements FeedbackStore {
  readonly reviews: Feedback[] = [];

  add: FeedbackStore["add"] = async (feedback) => {
    const there = this.reviews.find(({ feedbackId }) => feedbackId === feedback.feedbackId);
    if (!there) this.reviews.push(feedback);
    return there;
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
