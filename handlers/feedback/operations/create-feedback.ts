import { randomUUID } from "node:crypto";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { unixSeconds } from "../../../contract/rules/calendar";
import { tookPlace } from "../../../contract/rules/status";
import { holdsToken } from "../../bookings/booking";
import { type BookingStore, bookingStore } from "../../bookings/store";
import { type Clock, preciseClock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { ok, refuse, serve } from "../../runtime/http";
import { bodyHashOf, idempotencyKey, idFromKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { type Feedback, firstStatus } from "../feedback";
import { lexiconVersion } from "../sentiment/lexicon";
import { sentimentOf } from "../sentiment/sentiment";
import { type FeedbackStore, feedbackStore } from "../store";

/** Stage settings of POST /feedback. */
export interface CreateFeedbackSettings {
  /** Days until a reviewer's address is deleted. */
  readonly feedbackEmailDays: number;
}

/**
 * POST /feedback: takes a review, verified where it comes with the link of a past visit; one for each. By the
 * owner's rule it is public at once or waits.
 */
export function createFeedback(
  business: Business,
  store: Pick<FeedbackStore, "add" | "find"> = feedbackStore(),
  bookings: Pick<BookingStore, "find"> = bookingStore(),
  clock: Clock = preciseClock,
  settings: CreateFeedbackSettings = { feedbackEmailDays: Number(setting("FEEDBACK_EMAIL_DAYS")) },
) {
  return serve(business, operations.createFeedback, async ({ body, headers }) => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const requestHash = bodyHashOf(body);
    const { name, email, rating, message, bookingToken } = body;
    const now = clock();
    const feedback: Feedback = {
      feedbackId: named.key ? idFromKey("feedback", named.key) : randomUUID(),
      requestHash,
      name,
      rating,
      message,
      sentiment: sentimentOf(message),
      lexicon: lexiconVersion,
      verified: bookingToken !== undefined,
      status: firstStatus(business, bookingToken !== undefined),
      createdAt: now,
    };
    /** Answers the request that wrote a review, the first time and every other. */
    const written = ({ feedbackId, sentiment, lexicon, createdAt, ...there }: Feedback) =>
      there.requestHash === requestHash
        ? ok({
            ...{ feedbackId, sentiment, lexicon, createdAt },
            ...(there.status === "waiting" && { waiting: true as const }),
          })
        : refuse("idempotency.reused");

    const booking = bookingToken && (await byOwnLink(bookings, bookingToken));
    if (bookingToken !== undefined && !(booking && tookPlace(booking, now))) {
      // It may have been otherwise when the request came the first time.
      const earlier = named.key && (await store.find(feedback.feedbackId));
      if (earlier) return written(earlier);
      const problem = booking ? "bookingToken.early" : "bookingToken.invalid";
      return refuse("invalid", { bookingToken: problem });
    }
    const expiresAt = unixSeconds(now) + settings.feedbackEmailDays * 24 * 3600;
    const result = await store.add(feedback, {
      ...(email !== undefined && { address: { email, expiresAt } }),
      ...(booking && { bookingId: booking.bookingId }),
    });
    if (result.ok) {
      const { feedbackId, sentiment, verified, status } = feedback;
      log.info({ event: "feedback.created", feedbackId, rating, sentiment, verified, status });
      return written(feedback);
    }
    return result.reason === "seen" ? written(result.feedback) : refuse("booking.reviewed");
  });
}

/** The booking of a link "<bookingId>.<secret>", if the secret is right. */
async function byOwnLink(bookings: Pick<BookingStore, "find">, link: string) {
  const [bookingId = "", secret = ""] = link.split(".");
  const booking = await bookings.find(bookingId);
  return booking && holdsToken(booking, secret) ? booking : undefined;
}
