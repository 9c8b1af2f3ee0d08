import type { Business } from "../../contract/business";
import { type Booking, isChangeable, isLate } from "./booking";
import type { BookingStore } from "./store";

/** Why customers can't cancel their own booking. */
type OwnCancelProblem = "booking.unchangeable" | "booking.cancel.late";

export type CancelVisitResult =
  /** `cancelled` is false where it was cancelled already. */
  | { readonly ok: true; readonly booking: Booking; readonly cancelled: boolean }
  | { readonly ok: false; readonly reason: "booking.changed" | OwnCancelProblem };

/** How often it starts over because somebody else changed the booking at the same moment. */
const attempts = 3;

/** Cancels a customer's own visit that is still to come and frees its time; a second time changes nothing. */
export async function cancelVisit(
  business: Pick<Business, "booking">,
  store: Pick<BookingStore, "find" | "changeStatus">,
  booking: Booking,
  now: string,
): Promise<CancelVisitResult> {
  let read: Booking | undefined = booking;
  for (let attempt = 0; read && attempt < attempts; attempt++) {
    if (read.status === "cancelled") return { ok: true, booking: read, cancelled: false };
    const problem = ownCancelProblem(business, read, now);
    if (problem) return { ok: false, reason: problem };
    const result = await store.changeStatus(read, "cancelled", "customer", now);
    if (result.ok) return { ok: true, booking: result.booking, cancelled: true };
    read = await store.find(booking.bookingId);
  }
  return { ok: false, reason: "booking.changed" };
}

/** Why customers can't cancel their own booking; undefined where they can. */
export function ownCancelProblem(
  { booking: rules }: Pick<Business, "booking">,
  booking: Booking,
  now: string,
): OwnCancelProblem | undefined {
  if (!isChangeable(booking, now)) return "booking.unchangeable";
  return isLate(booking, rules.cancelUntilMinutes, now) ? "booking.cancel.late" : undefined;
}
