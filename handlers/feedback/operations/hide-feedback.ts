import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type FeedbackStore, feedbackStore } from "../store";
import { changeReview } from "./change-review";

/** POST /admin/feedback/{feedbackId}/hide: takes a review off the page and out of the totals. */
export function hideFeedback(
  business: Business,
  store: Pick<FeedbackStore, "change"> = feedbackStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.hideFeedback, ({ path, body: { version }, admin }) =>
    changeReview(store, clock, admin, path.feedbackId, version, { status: "hidden" }),
  );
}
