import * as routes from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { isChangeable, ownView } from "../booking";
import { type BookingStore, bookingStore } from "../store";
import { ownBooking } from "./own-booking";

/** POST /booking/{bookingId}/cancel: ends the customer's own booking; a second time changes nothing. */
export function cancelBooking(store: BookingStore = bookingStore(), clock: Clock = systemClock) {
  return serve(routes.cancelBooking, async (request) => {
    const now = clock();
    const own = await ownBooking(store, request);
    if (!own.ok) return own;
    if (own.booking.status === "cancelled") return ok(ownView(own.booking, now));
    if (!isChangeable(own.booking, now)) return refuse("booking.unchangeable");
    const result = await store.changeStatus(own.booking, "cancelled", "customer", now);
    if (!result.ok) {
      // This very request's twin may have been faster.
      const since = await store.find(own.booking.bookingId);
      return since?.status === "cancelled" ? ok(ownView(since, now)) : refuse("busy");
    }
    log.info({ event: "booking.cancelled", bookingId: own.booking.bookingId });
    return ok(ownView(result.booking, now));
  });
}
