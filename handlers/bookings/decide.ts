import { canBecome, isInTime } from "../../contract/rules/status";
import type { BookingStatus } from "../../contract/schemas/bookings";
import type { Actor, Booking } from "./booking";
import type { BookingStore } from "./store";

export type DecideResult =
  | { readonly ok: true; readonly booking: Booking }
  | {
      readonly ok: false;
      readonly reason:
        | "not-found"
        | "booking.changed"
        | "booking.early"
        | `booking.is.${BookingStatus}`;
    };

/**
 * Changes a booking's status on behalf of the desk, if the status machine allows it.
 * @param key under which the same decision may be sent again, because its answer was lost
 */
export async function decide(
  store: Pick<BookingStore, "find" | "changeStatus">,
  bookingId: string,
  to: BookingStatus,
  by: Actor,
  now: string,
  key?: string,
): Promise<DecideResult> {
  const booking = await store.find(bookingId);
  if (!booking) return { ok: false, reason: "not-found" };
  if (isDone(booking, to, key)) return { ok: true, booking };
  if (!canBecome(booking.status, to)) return { ok: false, reason: `booking.is.${booking.status}` };
  if (!isInTime(booking, to, now)) return { ok: false, reason: "booking.early" };
  const result = await store.changeStatus(booking, to, by, now, key);
  if (result.ok) return result;
  const since = await store.find(bookingId);
  if (since && isDone(since, to, key)) return { ok: true, booking: since };
  if (since && !canBecome(since.status, to)) {
    return { ok: false, reason: `booking.is.${since.status}` };
  }
  // Not retried: the booking is no longer the one that the owner decided on.
  return { ok: false, reason: "booking.changed" };
}

/** Whether this very decision has been carried out, and nothing was changed since. */
function isDone({ status, decidedBy }: Booking, to: BookingStatus, key: string | undefined) {
  return key !== undefined && status === to && decidedBy === key;
}
