/**
 * The slot ledger: one item per staff member and day, with one top-level attribute per bucket that holds
 * the id of the booking that took it ("b40" is 10:00). Top-level, because one Update can then create or
 * extend the item; a map inside it would have to exist first.
 */

import { unixSeconds } from "../../../contract/rules/calendar";

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
    const bucket = /^b(\d+)$/.exec(name)?.[1];
    if (bucket) taken.set(Number(bucket), String(bookingId));
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

/** What moving a booking changes in the ledger: one change on the same day, two across days. */
export function moveChanges(
  bookingId: string,
  from: { readonly staff: string; readonly date: string; readonly buckets: readonly number[] },
  to: { readonly staff: string; readonly date: string; readonly buckets: readonly number[] },
): LedgerChange[] {
  if (from.staff !== to.staff || from.date !== to.date) {
    return [
      { staff: to.staff, date: to.date, bookingId, take: to.buckets },
      { staff: from.staff, date: from.date, bookingId, release: from.buckets },
    ];
  }
  return [
    {
      staff: to.staff,
      date: to.date,
      bookingId,
      take: to.buckets.filter((bucket) => !from.buckets.includes(bucket)),
      keep: to.buckets.filter((bucket) => from.buckets.includes(bucket)),
      release: from.buckets.filter((bucket) => !to.buckets.includes(bucket)),
    },
  ];
}
