import * as v from "valibot";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { readCursor, writeCursor } from "../../runtime/cursor";
import { ok, refuse, serve } from "../../runtime/http";
import { publicView } from "../feedback";
import { type FeedbackStore, feedbackStore } from "../store";

const feedbackKeySchema = v.strictObject({
  feedbackId: v.pipe(v.string(), v.uuid()),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
});

/** GET /feedback: the newest reviews, page by page. */
export function listFeedback(
  business: Business,
  store: FeedbackStore = feedbackStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.listFeedback, async ({ query: { limit, lastKey } }) => {
    const after = lastKey === undefined ? undefined : readCursor(lastKey, feedbackKeySchema);
    if (lastKey !== undefined && !after) return refuse("invalid", { lastKey: "cursor.invalid" });
    const { feedback, last } = await store.newest(limit, after, clock());
    return ok({
      feedback: feedback.map(publicView),
      ...(last && { lastKey: writeCursor({ ...last }) }),
    });
  });
}
