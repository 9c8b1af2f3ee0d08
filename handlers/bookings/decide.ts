import { canBecome } from "../../contract/rules/status";
import type { BookingStatus } from "../../contract/schemas/bookings";
import type { Actor, Booking } from "./booking";
import type { BookingStore } from "./store";

export type DecideResult =
  | { readonly ok: true; readonly booking: Booking }
  | {
      readonly ok: false;
      readonly reason: "not-found" | "booking.changed" | `booking.is.${BookingStatus}`;
    };

/** Changes a booking's status on behalf of the desk, if the status machine allows it. */
export async function decide(
  store: Pick<BookingStore, "find" | "changeStatus">,
  bookingId: string,
  to: BookingStatus,
  by: Actor,
  now: string,
): Promise<DecideResult> {
  const booking = await store.find(bookingId);
  if (!booking) return { ok: false, reason: "not-found" };
  if (!canBecome(booking.status, to)) return { ok: false, reason: `booking.is.${booking.status}` };
  const result = await store.changeStatus(booking, to, by, now);
  if (result.ok) return result;
  // Not retried: the booking is no longer the one that the owner decided on.
  return { ok: false, reason: "booking.changed" };
}
