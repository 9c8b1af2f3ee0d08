import type { Business } from "../../contract/business";
import { optionsProblem } from "../../contract/rules/options";
import type { Sold } from "../../contract/rules/sold";
import { isAsExpected } from "../../contract/rules/terms";
import { isOffered, staffFor, visitOf } from "../../contract/rules/visit";
import type { FieldProblems } from "../../contract/schemas/fields";
import type { Terms } from "../../contract/schemas/terms";
import type { BusinessInForce } from "../business/saved-business";
import {
  type Actor,
  appointmentFor,
  type Booking,
  isChangeable,
  isLate,
  soldBy,
  soldOf,
} from "./booking";
import { timeHeld } from "./diary/held";
import { startProblem } from "./diary/slots";
import type { Refused } from "./idempotency";
import { ownMovesLeft } from "./records";
import type { BookingStore, Move } from "./store";

/** Where a visit is to go. */
export interface MoveTarget {
  readonly staff: string;
  /** Business date and time, "YYYY-MM-DD" and "HH:MM". */
  readonly date: string;
  readonly time: string;
  /** Whether it may overlap another visit of the same number. */
  readonly forAnother?: boolean;
  /** Another person's length and price, as the customer accepted them. */
  readonly expected?: Terms;
}

export type MoveVisitResult =
  /** `moved` is false where it was there already. */
  | { readonly ok: true; readonly booking: Booking; readonly moved: boolean }
  | { readonly ok: false; readonly reason: "invalid"; readonly fields: FieldProblems }
  | { readonly ok: false; readonly reason: "terms.changed"; readonly terms?: Terms }
  | Refused
  | {
      readonly ok: false;
      readonly reason:
        | "taken"
        | "busy"
        | "contact.limit"
        | "contact.throttled"
        | "moves.limit"
        | "booking.changed"
        | "booking.unchangeable"
        | "booking.move.late";
    };

/** How often it starts over because somebody else changed the booking at the same moment. */
const attempts = 3;

/**
 * Moves a visit that is still to come to another free time or person; a second time changes nothing. It
 * keeps the length and price that were sold, unless the other person has others and they were accepted.
 * @param key of the request, where it may be sent twice
 */
export async function moveVisit(
  business: BusinessInForce,
  store: Pick<BookingStore, "find" | "move">,
  booking: Booking,
  target: MoveTarget,
  by: Actor,
  now: string,
  key?: string,
): Promise<MoveVisitResult> {
  let read: Booking | undefined = booking;
  for (let attempt = 0; read && attempt < attempts; attempt++) {
    if (hasMoved(read, target, now)) {
      return { ok: true, booking: read, moved: false };
    }
    const planned = planMove(business, read, target, by, now);
    if (!planned.ok) return planned;
    const forAnother = target.forAnother ?? read.forAnother ?? false;
    const limits = by === "customer" ? { forAnother } : undefined;
    const result = await store.move(read, planned.move, by, now, limits, key);
    if (result.ok) return { ok: true, booking: result.booking, moved: true };
    if (result.reason === "refused") return result;
    read = await store.find(booking.bookingId);
    // The same request, sent twice, may be what is in the way; the loop sees that it is done.
    const isDone = read && hasMoved(read, target, now);
    if (result.reason !== "changed" && !isDone) return { ok: false, reason: result.reason };
  }
  return { ok: false, reason: "booking.changed" };
}

/** Why customers can't move their own booking; undefined where they can. */
export function ownMoveProblem(
  business: Business,
  booking: Booking,
  now: string,
): "booking.unchangeable" | "booking.move.late" | "moves.limit" | undefined {
  // Without a service that is still offered nobody may do it any more; the customer is asked to call.
  if (!isMovable(business, booking, now)) return "booking.unchangeable";
  if (isLate(booking, business.booking.moveUntilMinutes, now)) return "booking.move.late";
  return ownMovesLeft(business, booking) > 0 ? undefined : "moves.limit";
}

/** Whether a booking can be moved: it is still to come, and somebody does all of its services. */
function isMovable(business: Business, booking: Booking, now: string): boolean {
  return (
    isChangeable(booking, now) &&
    isOffered(business, booking.service) &&
    staffFor(business, booking.service).length > 0
  );
}

/**
 * What a booking is sold as with a person it is moved to. What was sold stays, but where the people
 * themselves differ, the other one's length and price count. Nobody's are known any more for an option that
 * the business has dropped.
 */
export function soldWith(business: Business, booking: Booking, staffId: string): Sold {
  const sold = soldOf(business, booking);
  const staffName = business.staff.find(({ id }) => id === staffId)?.name ?? staffId;
  if (staffId === booking.staff) return { ...sold, staffName };
  const { service, options } = booking;
  const before = visitOf(business, service, booking.staff, options);
  const after = visitOf(business, service, staffId, options);
  const isSame = before.durationMinutes === after.durationMinutes && before.price === after.price;
  if (isSame || optionsProblem(business, service, options)) return { ...sold, staffName };
  const { price, ...length } = after;
  const { services, currency } = sold;
  return { services, currency, staffName, ...length, priceMinor: price };
}

function planMove(
  business: BusinessInForce,
  booking: Booking,
  { staff, date, time, expected, forAnother }: MoveTarget,
  by: Actor,
  now: string,
): { readonly ok: true; readonly move: Move } | Extract<MoveVisitResult, { ok: false }> {
  const problem = ownMoveProblem(business, booking, now);
  // Neither a number of moves nor how soon it begins binds the desk.
  if (problem && (by === "customer" || problem === "booking.unchangeable")) {
    return { ok: false, reason: problem };
  }
  if (!staffFor(business, booking.service).some(({ id }) => id === staff)) {
    return { ok: false, reason: "invalid", fields: { staff: "staff.service" } };
  }
  const before = soldOf(business, booking);
  const sold = soldWith(business, booking, staff);
  const wrong = startProblem(business, date, time, { id: staff, visit: sold }, now);
  if (wrong) return { ok: false, reason: "invalid", fields: { [wrong.field]: wrong.key } };
  const isAccepted = expected !== undefined && isAsExpected(sold, expected);
  if (!isSameTerms(sold, before) && !isAccepted) {
    const { durationMinutes, priceMinor, currency } = sold;
    return priceMinor === undefined
      ? { ok: false, reason: "terms.changed" }
      : { ok: false, reason: "terms.changed", terms: { durationMinutes, priceMinor, currency } };
  }
  const to = appointmentFor(business, staff, date, time, sold.durationMinutes);
  const move = { ...to, ...timeHeld(time, sold), sold, ...soldBy(business) };
  return { ok: true, move: forAnother ? { ...move, forAnother } : move };
}

function isSameTerms(one: Partial<Terms>, other: Partial<Terms>): boolean {
  return one.durationMinutes === other.durationMinutes && one.priceMinor === other.priceMinor;
}

/** Whether a booking is where it is to go, and still to come. */
export function hasMoved(
  booking: Booking,
  { staff, date, time }: MoveTarget,
  now: string,
): boolean {
  return (
    staff === booking.staff &&
    date === booking.appointmentDate &&
    time === booking.appointmentTime &&
    isChangeable(booking, now)
  );
}
