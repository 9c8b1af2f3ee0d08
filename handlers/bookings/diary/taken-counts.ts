import { addDays } from "../../../contract/rules/calendar";
import { bucketMinutes } from "../../../contract/rules/visit";
import type { Held } from "./held";
import { bucketsPerDay, staffDayOf, type TakenTime } from "./ledger";

/**
 * How many buckets are taken before each one, counted from a person's day on: where two counts are equal,
 * everything between the two buckets is free.
 * @param reach where the last stretch that is asked for ends; from 288 on on the days after
 * @param own a booking whose buckets count as free
 */
export function takenCounts(
  taken: ReadonlyMap<string, readonly TakenTime[]>,
  { staff, date }: Pick<Held, "staff" | "date">,
  reach: number,
  own?: string,
): Uint16Array {
  const counts = new Uint16Array(reach + 1);
  for (let first = 0; first < reach; first += bucketsPerDay) {
    const day = first === 0 ? date : addDays(date, first / bucketsPerDay);
    for (const { from, to, bookingId } of taken.get(staffDayOf(staff, day)) ?? []) {
      if (bookingId === own) continue;
      const before = first + 1;
      counts.fill(1, before + from / bucketMinutes, before + to / bucketMinutes);
    }
  }
  let count = 0;
  for (let at = 0; at <= reach; at++) {
    count += counts[at] ?? 0;
    counts[at] = count;
  }
  return counts;
}
