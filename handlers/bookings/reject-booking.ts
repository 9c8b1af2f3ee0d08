import { type Clock, systemClock } from "../clock";
import { serve } from "../http";
import * as routes from "../routes";
import { changeAsAdmin } from "./change-as-admin";
import { type BookingStore, bookingStore } from "./store";

/** POST /admin/bookings/{bookingId}/reject: the owner declines a request, and its time is free again. */
export function rejectBooking(store: BookingStore = bookingStore(), clock: Clock = systemClock) {
  return serve(routes.rejectBooking, changeAsAdmin(store, clock, "rejected"));
}
