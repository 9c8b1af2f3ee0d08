import type { Business } from "../../../contract/business";
import { addDays, dateIn } from "../../../contract/rules/calendar";
import { type Booking, isChangeable } from "../booking";
import type { BookingLists } from "../lists";

/** Which bookings a removal takes; all that is given has to fit. */
export interface RemovalCriteria {
  /** E.164. */
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** Business dates of the visits, both ends included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** When they were booked, in UTC, both ends included. */
  readonly madeFrom?: string | undefined;
  readonly madeTo?: string | undefined;
  /** When the owner looked, in UTC: what was booked or changed since stays, for nobody has seen it. */
  readonly seenBefore: string;
}

/** The span that the lists of the desk cover at least, should the horizon have been longer once. */
const leastDays = 92;

/** All that match from today on, whatever became of them. */
export async function matchingVisits(
  business: Business,
  lists: BookingLists,
  criteria: RemovalCriteria,
  now: string,
): Promise<Booking[]> {
  const today = dateIn(business.timeZone, now);
  // No visit can be booked later, so no later day is worth a query.
  const last = addDays(today, Math.max(business.booking.horizonDays, leastDays));
  const from = [today, criteria.from ?? today].sort().at(-1) as string;
  const to = [last, criteria.to ?? last].sort()[0] as string;
  const listed =
    criteria.email === undefined
      ? lists.onDays({ from, to })
      : lists.ofCustomer(criteria.email, { from, to: criteria.to ?? "9" });
  const matching: Booking[] = [];
  for await (const booking of listed) if (fits(booking, criteria)) matching.push(booking);
  return matching;
}

function fits(
  { customerPhone, customerEmail, appointmentDate, createdAt }: Booking,
  { phone, email, from = "0", to = "9", madeFrom = "0", madeTo = "9" }: RemovalCriteria,
): boolean {
  return (
    (phone === undefined || customerPhone === phone) &&
    (email === undefined || customerEmail === email) &&
    appointmentDate >= from &&
    appointmentDate <= to &&
    createdAt >= madeFrom &&
    createdAt <= madeTo
  );
}

/** Whether a booking is to go: it matches, is still to come, and is as the owner has seen it. */
export function isMeant(booking: Booking, criteria: RemovalCriteria, now: string): boolean {
  return (
    fits(booking, criteria) && isChangeable(booking, now) && booking.updatedAt < criteria.seenBefore
  );
}

/**
 * Those of a person's bookings that an earlier removal cancelled before it was cut short, so that the
 * person was never told of them.
 */
export function leftUntold(visits: readonly Booking[]): Booking[] {
  // Ids begin with their moment, and what is told tells of all that was gone by then.
  const told = visits.flatMap(({ removal }) => (removal?.isTold ? [removal.id] : [])).sort();
  const last = told.at(-1) ?? "";
  return visits.filter(
    ({ status, removal }) =>
      status === "cancelled" && removal?.messages === "one" && removal.id > last,
  );
}

/** Whoever a message about a booking reaches: one address, or one number where there is none. */
export function byPerson(bookings: readonly Booking[]): Map<string, Booking[]> {
  const people = new Map<string, Booking[]>();
  for (const booking of bookings) {
    const person = booking.customerEmail ?? booking.customerPhone;
    people.set(person, [...(people.get(person) ?? []), booking]);
  }
  return people;
}
