import type { Business } from "../../contract/business";
import { isOffered, staffFor, visitOf } from "../../contract/rules/visit";
import type { FieldProblems } from "../../contract/schemas/fields";
import { type Actor, appointment, type Booking, isChangeable } from "./booking";
import { bucketsOf, startProblem } from "./diary/slots";
import type { BookingStore } from "./store";

/** Where a visit is to go. */
export interface MoveTarget {
  readonly staff: string;
  /** Business date and time, "YYYY-MM-DD" and "HH:MM". */
  readonly date: string;
  readonly time: string;
}

export type MoveVisitResult =
  /** `moved` is false where it was there already. */
  | { readonly ok: true; readonly booking: Booking; readonly moved: boolean }
  | { readonly ok: false; readonly reason: "invalid"; readonly fields: FieldProblems }
  | { readonly ok: false; readonly reason: "taken" | "busy" | "booking.unchangeable" };

/** Moves a visit that is still to come to another free time or person; a second time changes nothing. */
export async function moveVisit(
  business: Business,
  store: Pick<BookingStore, "find" | "move">,
  booking: Booking,
  target: MoveTarget,
  by: Actor,
  now: string,
): Promise<MoveVisitResult> {
  const { staff, date, time } = target;
  // Without a service that is still offered there is no length to plan with; the customer is asked to call.
  if (!isChangeable(booking, now) || !isOffered(business, booking.service)) {
    return { ok: false, reason: "booking.unchangeable" };
  }
  if (isThere(booking, target)) return { ok: true, booking, moved: false };

  const visit = visitOf(business, booking.service);
  const problem = startProblem(business, date, time, visit, now);
  if (problem) return { ok: false, reason: "invalid", fields: { [problem.field]: problem.key } };
  if (!staffFor(business, booking.service).some(({ id }) => id === staff)) {
    return { ok: false, reason: "invalid", fields: { staff: "staff.service" } };
  }
  const to = appointment(business, staff, date, time, booking.service);
  const result = await store.move(booking, to, bucketsOf(time, visit), by, now);
  if (result.ok) return { ok: true, booking: result.booking, moved: true };
  // The same request, sent twice, may have moved it already.
  const since = await store.find(booking.bookingId);
  if (since && isThere(since, target) && isChangeable(since, now)) {
    return { ok: true, booking: since, moved: false };
  }
  return { ok: false, reason: result.reason === "taken" ? "taken" : "busy" };
}

function isThere(booking: Booking, { staff, date, time }: MoveTarget): boolean {
  return (
    staff === booking.staff && date === booking.appointmentDate && time === booking.appointmentTime
  );
}
