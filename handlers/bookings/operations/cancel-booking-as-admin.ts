import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type BookingStore, bookingStore } from "../store";
import { changeAsAdmin } from "./change-as-admin";

/** POST /admin/bookings/{bookingId}/cancel: cancels a booking for the owner and frees its time. */
export function cancelBookingAsAdmin(
  business: Business,
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(
    business,
    operations.cancelBookingAsAdmin,
    changeAsAdmin(business, store, clock, "cancelled"),
  );
}
