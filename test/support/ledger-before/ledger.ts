/**
 * The slot ledger: one item per staff member and day, with one top-level attribute per bucket that holds
 * the id of the booking that took it ("b40" is 10:00). Top-level, because one Update can then create or
 * extend the item; a map inside it would have to exist first.
 */

import { addDays, unixSeconds } from "../../../contract/rules/calendar";

const bucketMinutes = 15;

/** The buckets of one day, 0 to 95. */
export const bucketsPerDay = (24 * 60) / bucketMinutes;

/** How many days a day's ledger is kept after it is over; then TTL removes it. */
const keptDays = 90;

/** The key of a staff member's day. */
export function staffDayOf(staff: string, date: string): string {
  return `${staff}#${date}`;
}

/** The taken buckets of a ledger item, each with the id of its booking. */
export function takenBuckets(item: Record<string, unknown> | undefined): Map<number, string> {
  const taken = new Map<number, string>();
  for (const [name, bookingId] of Object.entries(item ?? {})) {
    if (/^b\d+$/.test(name)) taken.set(Number(name.slice(1)), String(bookingId));
  }
  return taken;
}

/** What one booking changes on one staff member's day. */
export interface LedgerChange {
  readonly staff: string;
  readonly date: string;
  readonly bookingId: string;
  /** Taken only if free. */
  readonly take?: readonly number[];
  /** Freed only if they are this booking's. */
  readonly release?: readonly number[];
  /** Held before and after. */
  readonly keep?: readonly number[];
}

/** The Update that makes the change, or fails as a whole if any bucket is not as expected. */
export function ledgerUpdate(
  tableName: string,
  { staff, date, bookingId, take = [], release = [], keep = [] }: LedgerChange,
) {
  const name = (bucket: number) => `#b${bucket}`;
  const all = [...take, ...release, ...keep];
  const sets = [...take.map((bucket) => `${name(bucket)} = :id`), "expiresAt = :expiresAt"];
  const conditions = [
    ...take.map((bucket) => `attribute_not_exists(${name(bucket)})`),
    ...[...release, ...keep].map((bucket) => `${name(bucket)} = :id`),
  ];
  const removes = release.length > 0 ? ` REMOVE ${release.map(name).join(", ")}` : "";
  return {
    TableName: tableName,
    Key: { staffDay: staffDayOf(staff, date) },
    UpdateExpression: `SET ${sets.join(", ")}${removes}`,
    ConditionExpression: conditions.join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(all.map((bucket) => [name(bucket), `b${bucket}`])),
    ExpressionAttributeValues: {
      ":id": bookingId,
      ":expiresAt": unixSeconds(`${date}T00:00:00Z`) + keptDays * 86_400,
    },
  };
}

/** The time that a booking holds: buckets from 96 on are on the day after `date`. */
export interface Held {
  readonly staff: string;
  readonly date: string;
  readonly buckets: readonly number[];
}

/** The time that a booking holds. */
export function heldBy({ staff, appointmentDate, buckets }: HoldingBooking): Held {
  return { staff, date: appointmentDate, buckets };
}

interface HoldingBooking {
  readonly staff: string;
  readonly appointmentDate: string;
  readonly buckets: readonly number[];
}

/** The days that buckets are on, each with the part of the buckets that it has. */
export function bucketsByDay({ date, buckets }: Omit<Held, "staff">): Map<string, number[]> {
  const days = new Map<string, number[]>();
  for (const bucket of buckets) {
    const day = addDays(date, Math.floor(bucket / bucketsPerDay));
    days.set(day, [...(days.get(day) ?? []), bucket % bucketsPerDay]);
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
  const changes = new Map<string, { staff: string; date: string; had: number[]; has: number[] }>();
  const note = (held: Held | undefined, part: "had" | "has") => {
    if (!held) return;
    for (const [date, buckets] of bucketsByDay(held)) {
      const key = staffDayOf(held.staff, date);
      const change = changes.get(key) ?? { staff: held.staff, date, had: [], has: [] };
      change[part].push(...buckets);
      changes.set(key, change);
    }
  };
  note(to, "has");
  note(from, "had");
  return [...changes.values()].map(({ staff, date, had, has }) => ({
    staff,
    date,
    bookingId,
    take: has.filter((bucket) => !had.includes(bucket)),
    keep: has.filter((bucket) => had.includes(bucket)),
    release: had.filter((bucket) => !has.includes(bucket)),
  }));
}
