import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type BookingStore, bookingStore } from "../store";
import { changeAsAdmin } from "./change-as-admin";

/** POST /admin/bookings/{bookingId}/confirm: confirms a pending booking. */
export function confirmBooking(
  business: Business,
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(
    business,
    operations.confirmBooking,
    changeAsAdmin(business, store, clock, "confirmed"),
  );
}
