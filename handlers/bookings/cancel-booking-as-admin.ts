import { type Clock, systemClock } from "../clock";
import { serve } from "../http";
import * as routes from "../routes";
import { changeAsAdmin } from "./change-as-admin";
import { type BookingStore, bookingStore } from "./store";

/** POST /admin/bookings/{bookingId}/cancel: the owner calls a visit off, and its time is free again. */
export function cancelBookingAsAdmin(
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(routes.cancelBookingAsAdmin, changeAsAdmin(store, clock, "cancelled"));
}
