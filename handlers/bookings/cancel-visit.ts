import { type Actor, type Booking, isChangeable } from "./booking";
import type { BookingStore } from "./store";

export type CancelVisitResult =
  /** `cancelled` is false where it was cancelled already. */
  | { readonly ok: true; readonly booking: Booking; readonly cancelled: boolean }
  | { readonly ok: false; readonly reason: "busy" | "booking.unchangeable" };

/** Cancels a visit that is still to come and frees its time; a second time changes nothing. */
export async function cancelVisit(
  store: Pick<BookingStore, "find" | "changeStatus">,
  booking: Booking,
  by: Actor,
  now: string,
): Promise<CancelVisitResult> {
  if (booking.status === "cancelled") return { ok: true, booking, cancelled: false };
  if (!isChangeable(booking, now)) return { ok: false, reason: "booking.unchangeable" };
  const result = await store.changeStatus(booking, "cancelled", by, now);
  if (result.ok) return { ok: true, booking: result.booking, cancelled: true };
  // The same request, sent twice, may have cancelled it already.
  const since = await store.find(booking.bookingId);
  return since?.status === "cancelled"
    ? { ok: true, booking: since, cancelled: false }
    : { ok: false, reason: "busy" };
}
