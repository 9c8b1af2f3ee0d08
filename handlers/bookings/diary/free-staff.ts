import type { StaffMember } from "../../../contract/business";
import type { Visit } from "../../../contract/rules/visit";
import type { BookingStore } from "../store";
import { staffDayOf } from "./ledger";
import { bucketsOf } from "./slots";

/** The days of some people, as the ledger has them at one moment. */
export interface Diary {
  /** The ids of those who are free for the whole visit at that time, in the same order. */
  freeStaff(staff: readonly StaffMember[], date: string, time: string, visit: Visit): string[];
}

/**
 * Reads the days of these people. What it shows as free may be taken a moment later: it serves to offer
 * times and to avoid hopeless transactions; only a transaction decides.
 */
export async function readDiary(
  store: Pick<BookingStore, "takenOn">,
  staff: readonly StaffMember[],
  dates: readonly string[],
): Promise<Diary> {
  const days = dates.flatMap((date) => staff.map(({ id }) => ({ staff: id, date })));
  const taken = await store.takenOn(days);
  return {
    freeStaff(wanted, date, time, visit) {
      const buckets = bucketsOf(time, visit);
      return wanted
        .map(({ id }) => id)
        .filter((id) => {
          const held = taken.get(staffDayOf(id, date));
          return !buckets.some((bucket) => held?.has(bucket));
        });
    },
  };
}
