import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import type { RefusalOf } from "../../../contract/operations/operation";
import { choiceProblems } from "../../../contract/rules/choice";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, refuseTerms, serve } from "../../runtime/http";
import { bodyHashOf, idempotencyKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { moveKey, type Refused } from "../idempotency";
import { hasMoved, moveVisit } from "../move-visit";
import { type BookingStore, bookingStore } from "../store";
import { ownBooking } from "./own-booking";
import { ownView } from "./own-view";

type MoveRefusal = RefusalOf<typeof operations.rescheduleBooking>;

/** POST /booking/{bookingId}/reschedule: moves the customer's own booking to another free time. */
export function rescheduleBooking(
  business: Business,
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.rescheduleBooking, async (request) => {
    const now = clock();
    const own = await ownBooking(store, request);
    if (!own.ok) return own;
    const problems = choiceProblems(business, request.body);
    if (Object.keys(problems).length > 0) return refuse("invalid", problems);
    const named = idempotencyKey(request.headers);
    if (!named.ok) return named;
    const { key } = named;
    const { bookingId } = own.booking;
    const target = { staff: own.booking.staff, ...request.body };
    const bodyHash = bodyHashOf([bookingId, request.body]);

    const again = ({ bodyHash: earlier, refusal }: Refused) =>
      earlier === bodyHash ? refuse(refusal as MoveRefusal) : refuse("idempotency.reused");

    const result = await moveVisit(business, store, own.booking, target, "customer", now, key);
    if (result.ok) {
      if (result.moved) log.info({ event: "booking.moved", bookingId });
      return ok(ownView(business, result.booking, now));
    }
    if (result.reason === "refused") return again(result);
    // What is wrong with the request itself is as wrong with its copies.
    if (result.reason === "invalid") return refuse("invalid", result.fields);
    const refusal =
      result.reason === "terms.changed" ? refuseTerms(result.terms) : refuse(result.reason);
    if (!key) return refusal;
    const answered = await store.refuse(moveKey(key), bodyHash, refusal.reason, now);
    if (answered?.reason === "refused") return again(answered);
    // From here on no copy of the request moves it; one may have done so before.
    const booking = await store.find(bookingId);
    return booking && hasMoved(booking, target, now)
      ? ok(ownView(business, booking, now))
      : refusal;
  });
}
