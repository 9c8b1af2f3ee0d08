import * as routes from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type BookingStore, bookingStore } from "../store";
import { changeAsAdmin } from "./change-as-admin";

/** POST /admin/bookings/{bookingId}/cancel: the owner calls a visit off, and its time is free again. */
export function cancelBookingAsAdmin(
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(routes.cancelBookingAsAdmin, changeAsAdmin(store, clock, "cancelled"));
}
