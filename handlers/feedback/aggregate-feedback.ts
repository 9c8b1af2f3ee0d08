import type { Business } from "../../contract/business";
import { dateIn } from "../../contract/rules/calendar";
import { sentiments } from "../../contract/schemas/feedback";
import { type Clock, systemClock } from "../runtime/clock";
import { log } from "../runtime/log";
import { eachChange } from "../runtime/stream";
import { type Feedback, isPublic, isReviewerAddress, type ReviewerAddress } from "./feedback";
import { type TotalsStore, totalsStore } from "./totals";

/**
 * Fed by the feedback stream: the totals follow what is public, each event once, however often it is
 * delivered. A review that comes to be public adds itself, one that is hidden or removed takes itself away.
 * Reviews that are erased stay in the totals; addresses are no reviews.
 */
export function aggregateFeedback(
  business: Business,
  totals: TotalsStore = totalsStore(),
  clock: Clock = systemClock,
) {
  return eachChange<Feedback | ReviewerAddress>(async ({ id, before, after }) => {
    if (!after || isReviewerAddress(after)) return;
    const was = before && !isReviewerAddress(before) && isPublic(before);
    const is = isPublic(after);
    if (is === Boolean(was)) return;
    const { feedbackId, createdAt, rating, sentiment } = after;
    // Counting can't be undone, so a review that no function of ours could have written goes to the queue.
    if (![1, 2, 3, 4, 5].includes(rating) || !sentiments.includes(sentiment)) {
      throw new Error("The review has no rating from 1 to 5, or an unknown sentiment.");
    }
    const day = dateIn(business.timeZone, createdAt);
    const isNew = await totals.count(id, after, day, clock(), is ? 1 : -1);
    log.info({ event: isNew ? "feedback.counted" : "feedback.counted-before", feedbackId });
  });
}
