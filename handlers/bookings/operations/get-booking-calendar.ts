import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { ok, serve } from "../../runtime/http";
import { manageUrl } from "../booking";
import { calendarFile } from "../messages/calendar";
import { type BookingStore, bookingStore } from "../store";
import { ownBooking } from "./own-booking";

/** GET /booking/{bookingId}/calendar.ics: the customer's own booking as a calendar file. */
export function getBookingCalendar(business: Business, store: BookingStore = bookingStore()) {
  return serve(business, operations.getBookingCalendar, async (request) => {
    const own = await ownBooking(store, request);
    if (!own.ok) return own;
    const link = manageUrl(own.booking, business.languages[0]);
    return ok(calendarFile(business, own.booking, link, "fetched").text);
  });
}
