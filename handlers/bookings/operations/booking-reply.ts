import type { Business } from "../../../contract/business";
import type { BookingReply } from "../../../contract/schemas/bookings";
import { bookingMessages } from "../../../contract/wording/bookings";
import { type Booking, manageUrl } from "../booking";
import type { FirstReply } from "../idempotency";
import { ownView } from "./own-view";

/** What the customer reads who has just booked, and again whoever sends the same request again. */
export function firstReply(business: Business, booking: Booking): FirstReply {
  const status = booking.status === "pending" ? "pending" : "confirmed";
  return {
    status: "success",
    bookingId: booking.bookingId,
    message: bookingMessages[status][booking.locale],
    manageUrl: manageUrl(booking, business.languages[0]),
  };
}

/** The reply of the first request, with the booking as it is now. */
export function bookingReply(
  business: Business,
  reply: FirstReply,
  booking: Booking,
  now: string,
): BookingReply {
  return { ...reply, booking: ownView(business, booking, now) };
}
