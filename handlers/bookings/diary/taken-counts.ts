import { addDays } from "../../../contract/rules/calendar";
import { bucketsPerDay, type Held, staffDayOf } from "./ledger";

/**
 * How many buckets are taken before each one, counted from a person's day on: where two counts are equal,
 * everything between the two buckets is free.
 * @param reach where the last stretch that is asked for ends; from 96 on on the days after
 * @param own a booking whose buckets count as free
 */
export function takenCounts(
  taken: ReadonlyMap<string, ReadonlyMap<number, string>>,
  { staff, date }: Pick<Held, "staff" | "date">,
  reach: number,
  own?: string,
): Uint16Array {
  const counts = new Uint16Array(reach + 1);
  for (let first = 0; first < reach; first += bucketsPerDay) {
    const day = first === 0 ? date : addDays(date, first / bucketsPerDay);
    for (const [bucket, holder] of taken.get(staffDayOf(staff, day)) ?? []) {
      if (holder !== own) counts[first + bucket + 1] = 1;
    }
  }
  let count = 0;
  for (let at = 0; at <= reach; at++) {
    count += counts[at] ?? 0;
    counts[at] = count;
  }
  return counts;
}
