import { type Clock, systemClock } from "../clock";
import { serve } from "../http";
import * as routes from "../routes";
import { changeAsAdmin } from "./change-as-admin";
import { type BookingStore, bookingStore } from "./store";

/** POST /admin/bookings/{bookingId}/complete: the visit took place. */
export function completeBooking(store: BookingStore = bookingStore(), clock: Clock = systemClock) {
  return serve(routes.completeBooking, changeAsAdmin(store, clock, "completed"));
}
