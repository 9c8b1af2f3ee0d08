import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { choiceProblems } from "../../../contract/rules/choice";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { moveVisit } from "../move-visit";
import { type BookingStore, bookingStore } from "../store";
import { ownBooking } from "./own-booking";
import { ownView } from "./own-view";

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
    const target = { staff: own.booking.staff, ...request.body };
    const result = await moveVisit(business, store, own.booking, target, "customer", now);
    if (!result.ok) {
      return result.reason === "invalid" ? refuse("invalid", result.fields) : refuse(result.reason);
    }
    if (result.moved) log.info({ event: "booking.moved", bookingId: own.booking.bookingId });
    return ok(ownView(business, result.booking, now));
  });
}
