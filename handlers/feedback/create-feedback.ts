import { randomUUID } from "node:crypto";
import { holdsToken } from "../bookings/booking";
import { type BookingStore, bookingStore } from "../bookings/store";
import { type Clock, preciseClock } from "../clock";
import { setting } from "../environment";
import { ok, refuse, serve } from "../http";
import { log } from "../log";
import * as routes from "../routes";
import { type Feedback, unixSeconds } from "./feedback";
import { lexiconVersion } from "./lexicon";
import { sentimentOf } from "./sentiment";
import { type FeedbackStore, feedbackStore } from "./store";

/** Stage settings of POST /feedback. */
export interface CreateFeedbackSettings {
  /** Days until a review is deleted. */
  readonly feedbackDays: number;
}

/** POST /feedback: publishes a review, marked as verified where a booking's own link came with it. */
export function createFeedback(
  store: FeedbackStore = feedbackStore(),
  bookings: Pick<BookingStore, "find"> = bookingStore(),
  clock: Clock = preciseClock,
  settings: CreateFeedbackSettings = { feedbackDays: Number(setting("FEEDBACK_DAYS")) },
) {
  return serve(routes.createFeedback, async ({ body }) => {
    const { name, email, rating, message, bookingToken } = body;
    const verified = bookingToken !== undefined;
    if (verified && !(await isOwnLink(bookings, bookingToken))) {
      return refuse("invalid", { bookingToken: "bookingToken.invalid" });
    }
    const now = clock();
    const feedback: Feedback = {
      feedbackId: randomUUID(),
      name,
      email,
      rating,
      message,
      sentiment: sentimentOf(message),
      lexicon: lexiconVersion,
      verified,
      status: "published",
      createdAt: now,
      expiresAt: unixSeconds(now) + settings.feedbackDays * 24 * 3600,
    };
    await store.add(feedback);
    const { feedbackId, sentiment, lexicon, createdAt } = feedback;
    log.info({ event: "feedback.created", feedbackId, rating, sentiment, verified });
    return ok({ feedbackId, sentiment, lexicon, createdAt });
  });
}

/** Whether "<bookingId>.<secret>" is what a customer was given. */
async function isOwnLink(bookings: Pick<BookingStore, "find">, link: string): Promise<boolean> {
  const [bookingId = "", secret = ""] = link.split(".");
  const booking = await bookings.find(bookingId);
  return booking !== undefined && holdsToken(booking, secret);
}
