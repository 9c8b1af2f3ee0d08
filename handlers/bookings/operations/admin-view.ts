import type { Business } from "../../../contract/business";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { type Booking, sharedView } from "../booking";
import { isUntold } from "../messages/message";

/** A booking as the owner sees it: with its history and message results, without the customer's secret link. */
export function adminView(business: Business, booking: Booking): AdminBooking {
  return {
    ...sharedView(business, booking),
    customerId: booking.customerId,
    createdAt: booking.createdAt,
    updatedAt: booking.updatedAt,
    ...(isUntold(booking) && { untold: true }),
    history: booking.history.map(({ at, by, status, movedFrom, movedTo }) => ({
      at,
      by,
      status,
      ...(movedFrom && { movedFrom }),
      ...(movedTo && { movedTo }),
    })),
    mail: Object.fromEntries(
      Object.entries(booking.mail).map(([kind, { status, at, messageId, reason }]) => [
        kind,
        { status, at, ...(messageId && { messageId }), ...(reason && { reason }) },
      ]),
    ),
  };
}
