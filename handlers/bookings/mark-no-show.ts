import { type Clock, systemClock } from "../clock";
import { serve } from "../http";
import * as routes from "../routes";
import { changeAsAdmin } from "./change-as-admin";
import { type BookingStore, bookingStore } from "./store";

/** POST /admin/bookings/{bookingId}/no-show: the customer did not come. */
export function markNoShow(store: BookingStore = bookingStore(), clock: Clock = systemClock) {
  return serve(routes.markNoShow, changeAsAdmin(store, clock, "no_show"));
}
