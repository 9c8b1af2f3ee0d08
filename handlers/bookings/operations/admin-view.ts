import type { AdminBooking } from "../../../contract/schemas/desk";
import { type Booking, sharedView } from "../booking";

/** A booking as the owner sees it: with its history and message results, without the customer's secret link. */
export function adminView(booking: Booking): AdminBooking {
  return {
    ...sharedView(booking),
    customerId: booking.customerId,
    createdAt: booking.createdAt,
    updatedAt: booking.updatedAt,
    history: booking.history.map(({ at, by, status, movedTo }) => ({
      at,
      by,
      status,
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
