import type { Business } from "../../contract/business";
import { dateIn } from "../../contract/rules/calendar";
import { sentiments } from "../../contract/schemas/feedback";
import { type Clock, systemClock } from "../runtime/clock";
import { log } from "../runtime/log";
import { eachChange } from "../runtime/stream";
import { type Feedback, isReviewerAddress, type ReviewerAddress } from "./feedback";
import { type TotalsStore, totalsStore } from "./totals";

/**
 * Fed by the feedback stream: adds each new review to the totals once, however often its event is
 * delivered. Reviews that are erased stay in the totals; addresses are no reviews.
 */
export function aggregateFeedback(
  business: Business,
  totals: TotalsStore = totalsStore(),
  clock: Clock = systemClock,
) {
  return eachChange<Feedback | ReviewerAddress>(async ({ id, before, after }) => {
    if (before || !after || isReviewerAddress(after)) return;
    const { feedbackId, createdAt, rating, sentiment } = after;
    // Counting can't be undone, so a review that no function of ours could have written goes to the queue.
    if (![1, 2, 3, 4, 5].includes(rating) || !sentiments.includes(sentiment)) {
      throw new Error("The review has no rating from 1 to 5, or an unknown sentiment.");
    }
    const isNew = await totals.count(id, after, dateIn(business.timeZone, createdAt), clock());
    log.info({ event: isNew ? "feedback.counted" : "feedback.counted-before", feedbackId });
  });
}
