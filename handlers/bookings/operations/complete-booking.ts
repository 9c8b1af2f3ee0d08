import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type BookingStore, bookingStore } from "../store";
import { changeAsAdmin } from "./change-as-admin";

/** POST /admin/bookings/{bookingId}/complete: marks a visit as completed. */
export function completeBooking(
  business: Business,
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(
    business,
    operations.completeBooking,
    changeAsAdmin(business, store, clock, "completed"),
  );
}
