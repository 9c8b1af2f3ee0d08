import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { type FeedbackStore, feedbackStore } from "../store";

/** DELETE /admin/feedback/{feedbackId}: takes what a review says away for good, and it out of the totals. */
export function removeFeedback(
  business: Business,
  store: Pick<FeedbackStore, "remove"> = feedbackStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.removeFeedback, async ({ path, query: { version }, admin }) => {
    const feedbackId = path.feedbackId ?? "";
    const result = await store.remove(feedbackId, version, clock());
    if (!result.ok) return refuse(result.reason === "stale" ? "review.stale" : "not-found");
    log.info({ event: "feedback.removed", feedbackId, admin });
    return ok(undefined);
  });
}
