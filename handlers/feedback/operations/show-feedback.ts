import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type FeedbackStore, feedbackStore } from "../store";
import { changeReview } from "./change-review";

/** POST /admin/feedback/{feedbackId}/show: publishes a review, which counts from then on. */
export function showFeedback(
  business: Business,
  store: Pick<FeedbackStore, "change"> = feedbackStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.showFeedback, ({ path, body: { version }, admin }) =>
    changeReview(store, clock, admin, path.feedbackId, version, { status: "published" }),
  );
}
