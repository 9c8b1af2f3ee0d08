import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type FeedbackStore, feedbackStore } from "../store";
import { changeReview } from "./change-review";

/** PUT /admin/feedback/{feedbackId}/answer: what stands under a review, in the owner's words. */
export function answerFeedback(
  business: Business,
  store: Pick<FeedbackStore, "change"> = feedbackStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.answerFeedback, ({ path, body: { version, answer }, admin }) =>
    changeReview(store, clock, admin, path.feedbackId, version, { answer }),
  );
}
