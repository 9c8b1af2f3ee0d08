import { addDays } from "../../../contract/rules/calendar";
import { bucketMinutes } from "../../../contract/rules/visit";
import type { Held } from "./held";
import { type BucketChange, bucketsPerDay, staffDayOf } from "./ledger";

/** What one booking changes on one person's day. */
export interface LedgerChange extends BucketChange {
  readonly staff: string;
  readonly date: string;
}

/** The days that some time is on, each with the buckets of it that are taken. */
export function bucketsByDay({ date, stretches }: Omit<Held, "staff">): Map<string, number[]> {
  const days = new Map<string, number[]>();
  for (const [from, to] of stretches) {
    for (let bucket = from / bucketMinutes; bucket * bucketMinutes < to; bucket++) {
      const after = Math.floor(bucket / bucketsPerDay);
      const day = addDays(date, after);
      const buckets = days.get(day) ?? [];
      buckets.push(bucket - after * bucketsPerDay);
      days.set(day, buckets);
    }
  }
  return days;
}

/**
 * What a booking changes in the ledger that held one time and will hold another, either of which may be
 * absent: one change for each of a person's days, since a transaction writes an item only once.
 */
export function ledgerChanges(
  bookingId: string,
  from: Held | undefined,
  to: Held | undefined,
): LedgerChange[] {
  const changes = new Map<
    string,
    { staff: string; date: string; bookingId: string; had: number[]; has: number[] }
  >();
  const note = (held: Held | undefined, part: "had" | "has") => {
    if (!held) return;
    for (const [date, buckets] of bucketsByDay(held)) {
      const key = staffDayOf(held.staff, date);
      const change = changes.get(key) ?? { staff: held.staff, date, bookingId, had: [], has: [] };
      change[part].push(...buckets);
      changes.set(key, change);
    }
  };
  note(to, "has");
  note(from, "had");
  return [...changes.values()];
}
