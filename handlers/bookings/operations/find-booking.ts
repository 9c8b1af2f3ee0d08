import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { idempotencyKey } from "../../runtime/idempotency";
import { type BookingStore, bookingStore } from "../store";
import { bookingReply } from "./booking-reply";

/**
 * What this operation takes for a key that nobody guesses; it gives away the customer's own link. A browser
 * makes 128 random bits, which are 32 characters.
 */
const shortestKey = 32;

/** GET /booking: what a request with this Idempotency-Key booked; it never books anything itself. */
export function findBooking(
  business: Business,
  store: Pick<BookingStore, "find" | "replay"> = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.findBooking, async ({ headers }) => {
    const now = clock();
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    if (named.key === undefined || named.key.length < shortestKey) {
      return refuse("idempotency.invalid");
    }
    const seen = await store.replay(named.key, now);
    if (seen?.reason !== "seen") return refuse("not-found");
    const booking = await store.find(seen.reply.bookingId);
    return booking ? ok(bookingReply(business, seen.reply, booking, now)) : refuse("not-found");
  });
}
