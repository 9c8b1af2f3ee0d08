import * as v from "valibot";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { reviewStatuses } from "../../../contract/schemas/feedback";
import { type Clock, systemClock } from "../../runtime/clock";
import { readCursor, writeCursor } from "../../runtime/cursor";
import { ok, refuse, serve } from "../../runtime/http";
import { deskView } from "../feedback";
import { type FeedbackStore, feedbackStore } from "../store";

const statusKeySchema = v.strictObject({
  feedbackId: v.pipe(v.string(), v.uuid()),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  status: v.picklist(reviewStatuses),
});

/** GET /admin/feedback: all reviews page by page, or those of one status. */
export function listAllFeedback(
  business: Business,
  store: Pick<FeedbackStore, "list"> = feedbackStore(),
  clock: Clock = systemClock,
) {
  return serve(
    business,
    operations.listAllFeedback,
    async ({ query: { status, limit, cursor } }) => {
      const statuses = status ? [status] : reviewStatuses;
      const after = cursor === undefined ? undefined : readCursor(cursor, statusKeySchema);
      if (cursor !== undefined && !(after && statuses.includes(after.status))) {
        return refuse("invalid", { cursor: "cursor.invalid" });
      }
      const { feedback, last } = await store.list(
        { statuses, limit, ...(after && { after }) },
        clock(),
      );
      return ok({
        feedback: feedback.map(deskView),
        ...(last && { cursor: writeCursor({ ...last }) }),
      });
    },
  );
}
