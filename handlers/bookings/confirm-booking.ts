import { type Clock, systemClock } from "../clock";
import { serve } from "../http";
import * as routes from "../routes";
import { changeAsAdmin } from "./change-as-admin";
import { type BookingStore, bookingStore } from "./store";

/** POST /admin/bookings/{bookingId}/confirm: the owner takes on a request. */
export function confirmBooking(store: BookingStore = bookingStore(), clock: Clock = systemClock) {
  return serve(routes.confirmBooking, changeAsAdmin(store, clock, "confirmed"));
}
