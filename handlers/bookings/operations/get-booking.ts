import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, serve } from "../../runtime/http";
import { type BookingStore, bookingStore } from "../store";
import { ownBooking } from "./own-booking";
import { ownView } from "./own-view";

/** GET /booking/{bookingId}: the customer's own booking. */
export function getBooking(
  business: Business,
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.getBooking, async (request) => {
    const own = await ownBooking(store, request);
    return own.ok ? ok(ownView(business, own.booking, clock())) : own;
  });
}
