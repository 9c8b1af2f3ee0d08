import * as routes from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type BookingStore, bookingStore } from "../store";
import { changeAsAdmin } from "./change-as-admin";

/** POST /admin/bookings/{bookingId}/confirm: the owner takes on a request. */
export function confirmBooking(store: BookingStore = bookingStore(), clock: Clock = systemClock) {
  return serve(routes.confirmBooking, changeAsAdmin(store, clock, "confirmed"));
}
