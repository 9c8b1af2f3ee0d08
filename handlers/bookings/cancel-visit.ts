import { type Actor, type Booking, isChangeable } from "./booking";
import type { BookingStore } from "./store";

export type CancelVisitResult =
  /** `cancelled` is false where it was cancelled already. */
  | { readonly ok: true; readonly booking: Booking; readonly cancelled: boolean }
  | { readonly ok: false; readonly reason: "booking.changed" | "booking.unchangeable" };

/** How often it starts over because somebody else changed the booking at the same moment. */
const attempts = 3;

/** Cancels a visit that is still to come and frees its time; a second time changes nothing. */
export async function cancelVisit(
  store: Pick<BookingStore, "find" | "changeStatus">,
  booking: Booking,
  by: Actor,
  now: string,
): Promise<CancelVisitResult> {
  let read: Booking | undefined = booking;
  for (let attempt = 0; read && attempt < attempts; attempt++) {
    if (read.status === "cancelled") return { ok: true, booking: read, cancelled: false };
    if (!isChangeable(read, now)) return { ok: false, reason: "booking.unchangeable" };
    const result = await store.changeStatus(read, "cancelled", by, now);
    if (result.ok) return { ok: true, booking: result.booking, cancelled: true };
    read = await store.find(booking.bookingId);
  }
  return { ok: false, reason: "booking.changed" };
}
