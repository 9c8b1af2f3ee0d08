import type { OwnAvailabilityReply, OwnBooking } from "../../contract/schemas/bookings";
import type { Terms } from "../../contract/schemas/terms";

export type Person = OwnAvailabilityReply["people"][number];

/** With whom a moved visit would be: who was asked for, or the same person if free, or the first who is. */
export function personAt(
  chosen: string,
  present: string,
  free: readonly string[],
): string | undefined {
  if (chosen !== "") return chosen;
  return free.includes(present) ? present : free[0];
}

/** The length and price with another person where they differ from what was sold; the customer has to agree. */
export function newTerms(booking: OwnBooking, person: Person | undefined): Terms | undefined {
  if (!person || person.id === booking.staff) return undefined;
  const { durationMinutes, priceMinor } = person;
  const { sold } = booking;
  // A price that nobody knows any more is told as 0.
  const isSame = durationMinutes === sold.durationMinutes && priceMinor === (sold.priceMinor ?? 0);
  return isSame ? undefined : { durationMinutes, priceMinor };
}
