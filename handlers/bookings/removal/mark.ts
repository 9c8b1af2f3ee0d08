import type { Booking, Removal } from "../booking";
import { oweMessage } from "../messages/owed";

/** What is written on a removed booking whose customer is told after all. */
export function toldRemoval(
  { removal }: Pick<Booking, "removal">,
  visits: Pick<Removal, "visits" | "count">,
  now: string,
) {
  return {
    removal: { ...removal, ...visits, isTold: true } as Removal,
    ...oweMessage("cancellation", now),
  };
}

/** The mark of a removal, with the change that it is. */
export function removedBy({ sequence }: Booking, removal: Omit<Removal, "sequence"> | undefined) {
  return removal ? { removal: { ...removal, sequence: sequence + 1 } } : {};
}
