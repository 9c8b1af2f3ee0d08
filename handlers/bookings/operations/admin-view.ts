import type { Business } from "../../../contract/business";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { type Booking, sharedView } from "../booking";
import { isUntold } from "../messages/message";
import { keptHistory, keptMessages, surplusMessages } from "../records";

/**
 * A booking as the owner sees it: with its history and message results, without the customer's secret
 * link. Of an older booking no more is shown than a new one keeps, so that a list of them stays small.
 */
export function adminView(business: Business, booking: Booking): AdminBooking {
  const { history, historyLeftOut } = keptHistory(booking);
  const mail = keptMessages(booking.mail, surplusMessages(booking.mail, Number.POSITIVE_INFINITY));
  return {
    ...sharedView(business, booking),
    customerId: booking.customerId,
    ...(booking.businessVersion !== undefined && { businessVersion: booking.businessVersion }),
    createdAt: booking.createdAt,
    updatedAt: booking.updatedAt,
    ...(isUntold(booking) && { untold: true }),
    history: history.map(({ at, by, status, movedFrom, movedTo }) => ({
      at,
      by,
      status,
      ...(movedFrom && { movedFrom }),
      ...(movedTo && { movedTo }),
    })),
    ...(historyLeftOut && { historyLeftOut }),
    mail: Object.fromEntries(
      Object.entries(mail).map(([kind, { status, at, messageId, reason }]) => [
        kind,
        { status, at, ...(messageId && { messageId }), ...(reason && { reason }) },
      ]),
    ),
  };
}
