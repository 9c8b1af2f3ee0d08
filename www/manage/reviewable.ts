import type { OwnBooking } from "../../contract/schemas/bookings";

/** Whether a review of a visit counts as verified: it began, and nobody cancelled or missed it. */
export function canBeReviewed(
  { status, startsAt }: Pick<OwnBooking, "status" | "startsAt">,
  now: number,
): boolean {
  return (status === "completed" || status === "confirmed") && Date.parse(startsAt) <= now;
}
