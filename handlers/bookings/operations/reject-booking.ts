import * as routes from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type BookingStore, bookingStore } from "../store";
import { changeAsAdmin } from "./change-as-admin";

/** POST /admin/bookings/{bookingId}/reject: the owner declines a request, and its time is free again. */
export function rejectBooking(store: BookingStore = bookingStore(), clock: Clock = systemClock) {
  return serve(routes.rejectBooking, changeAsAdmin(store, clock, "rejected"));
}
