import {
  cancelBookingAsAdmin,
  completeBooking,
  confirmBooking,
  markNoShow,
  rejectBooking,
} from "../../../contract/operations";
import { canBecome, isInTime } from "../../../contract/rules/status";
import type { BookingStatus } from "../../../contract/schemas/bookings";

/** What the owner can do with a booking, by the key of its wording. */
export const bookingActions = {
  confirm: { row: confirmBooking, to: "confirmed" },
  complete: { row: completeBooking, to: "completed" },
  noShow: { row: markNoShow, to: "no_show" },
  reject: { row: rejectBooking, to: "rejected" },
  cancel: { row: cancelBookingAsAdmin, to: "cancelled" },
} as const;
export type BookingAction = keyof typeof bookingActions;

/** The actions that the status allows; how a visit went is known only once it began. */
export function actionsFor(
  booking: { readonly status: BookingStatus; readonly startsAt: string },
  now: Date,
): BookingAction[] {
  return (Object.keys(bookingActions) as BookingAction[]).filter((action) => {
    if (!isInTime(booking, bookingActions[action].to, now.toISOString())) return false;
    // A pending request is declined, not cancelled.
    if (action === "cancel" && booking.status === "pending") return false;
    return canBecome(booking.status, bookingActions[action].to);
  });
}
