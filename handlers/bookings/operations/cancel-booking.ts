import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { cancelVisit } from "../cancel-visit";
import { type BookingStore, bookingStore } from "../store";
import { ownBooking } from "./own-booking";
import { ownView } from "./own-view";

/** POST /booking/{bookingId}/cancel: cancels the customer's own booking; a second time changes nothing. */
export function cancelBooking(
  business: Business,
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.cancelBooking, async (request) => {
    const now = clock();
    const own = await ownBooking(store, request);
    if (!own.ok) return own;
    const result = await cancelVisit(business, store, own.booking, now);
    if (!result.ok) return refuse(result.reason);
    if (result.cancelled) {
      log.info({ event: "booking.cancelled", bookingId: own.booking.bookingId });
    }
    return ok(ownView(business, result.booking, now));
  });
}
