import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { ok, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { type FeedbackStore, feedbackStore } from "../store";

/** DELETE /feedback?email= : erases a person's reviews; the totals, which name nobody, stay. */
export function eraseFeedback(business: Business, store: FeedbackStore = feedbackStore()) {
  return serve(business, operations.eraseFeedback, async ({ query, admin }) => {
    const deleted = await store.eraseBy(query.email);
    log.info({ event: "feedback.erased", deleted, admin });
    return ok({ deleted });
  });
}
