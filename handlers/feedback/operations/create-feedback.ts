import { randomUUID } from "node:crypto";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { unixSeconds } from "../../../contract/rules/calendar";
import { holdsToken, tookPlace } from "../../bookings/booking";
import { type BookingStore, bookingStore } from "../../bookings/store";
import { type Clock, preciseClock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { ok, refuse, serve } from "../../runtime/http";
import { bodyHashOf, idempotencyKey, idFromKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import type { Feedback } from "../feedback";
import { lexiconVersion } from "../sentiment/lexicon";
import { sentimentOf } from "../sentiment/sentiment";
import { type FeedbackStore, feedbackStore } from "../store";

/** Stage settings of POST /feedback. */
export interface CreateFeedbackSettings {
  /** Days until a review is deleted. */
  readonly feedbackDays: number;
}

/** POST /feedback: publishes a review, verified where it comes with the link of a past visit. */
export function createFeedback(
  business: Business,
  store: FeedbackStore = feedbackStore(),
  bookings: Pick<BookingStore, "find"> = bookingStore(),
  clock: Clock = preciseClock,
  settings: CreateFeedbackSettings = { feedbackDays: Number(setting("FEEDBACK_DAYS")) },
) {
  return serve(business, operations.createFeedback, async ({ body, headers }) => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const requestHash = bodyHashOf(body);
    const { name, email, rating, message, bookingToken } = body;
    const verified = bookingToken !== undefined;
    const now = clock();
    const booking = bookingToken && (await byOwnLink(bookings, bookingToken));
    if (verified && !booking) return refuse("invalid", { bookingToken: "bookingToken.invalid" });
    if (booking && !tookPlace(booking, now)) {
      return refuse("invalid", { bookingToken: "bookingToken.early" });
    }
    const feedback: Feedback = {
      feedbackId: named.key ? idFromKey("feedback", named.key) : randomUUID(),
      requestHash,
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
    const earlier = await store.add(feedback);
    if (earlier && earlier.requestHash !== requestHash) return refuse("idempotency.reused");
    const { feedbackId, sentiment, lexicon, createdAt } = earlier ?? feedback;
    if (!earlier) log.info({ event: "feedback.created", feedbackId, rating, sentiment, verified });
    return ok({ feedbackId, sentiment, lexicon, createdAt });
  });
}

/** The booking of a link "<bookingId>.<secret>", if the secret is right. */
async function byOwnLink(bookings: Pick<BookingStore, "find">, link: string) {
  const [bookingId = "", secret = ""] = link.split(".");
  const booking = await bookings.find(bookingId);
  return booking && holdsToken(booking, secret) ? booking : undefined;
}
