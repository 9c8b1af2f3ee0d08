import { business } from "../../business";
import { ok, serve } from "../http";
import * as routes from "../routes";
import { manageUrl } from "./booking";
import { bookingCalendar } from "./calendar";
import { ownBooking } from "./own-booking";
import { type BookingStore, bookingStore } from "./store";

/** GET /booking/{bookingId}/calendar.ics: the customer's own booking for a calendar. */
export function getBookingCalendar(store: BookingStore = bookingStore()) {
  return serve(routes.getBookingCalendar, async (request) => {
    const own = await ownBooking(store, request);
    if (!own.ok) return own;
    return ok(bookingCalendar(own.booking, manageUrl(own.booking, business.languages[0])));
  });
}
