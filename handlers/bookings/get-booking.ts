import { type Clock, systemClock } from "../clock";
import { ok, serve } from "../http";
import * as routes from "../routes";
import { ownView } from "./booking";
import { ownBooking } from "./own-booking";
import { type BookingStore, bookingStore } from "./store";

/** GET /booking/{bookingId}: the customer's own booking. */
export function getBooking(store: BookingStore = bookingStore(), clock: Clock = systemClock) {
  return serve(routes.getBooking, async (request) => {
    const own = await ownBooking(store, request);
    return own.ok ? ok(ownView(own.booking, clock())) : own;
  });
}
