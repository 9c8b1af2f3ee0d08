/**
 * The slot ledger: one item per person and day. Top-level attributes, because one Update can then create or
 * extend the item; a map inside it would have to exist first. It has two forms for as long as functions of the
 * release before, which know the old one alone, may be at work beside these:
 *
 * - the new one, by the minute of the day: "m600" to "m610" hold the id of the booking that has 10:00 to 10:15;
 * - the old one, by the quarter: "b40" holds the id of the booking that has all of these 15 minutes, or
 *   "minutes" where they are not one booking's, which no old function can then take or free.
 *
 * Every change writes both, and is conditional on what it read of both. The quarter decides: without "b40"
 * its minutes are free, whatever they say, because an old function has freed them; with an id they are that
 * booking's, because an old function may have taken them; only with "minutes" the minutes themselves count.
 * So whoever changes a quarter contends with everybody, old or new, for that one attribute.
 */

import { addDays, unixSeconds } from "../../../contract/rules/calendar";
import { quarterMinutes } from "../../../contract/rules/quarters";
import { bucketMinutes } from "../../../contract/rules/visit";
import type { Held } from "./held";

/** The buckets of one day, 0 to 287. */
export const bucketsPerDay = (24 * 60) / bucketMinutes;

/** What an old attribute says of a quarter that is not one booking's. */
export const sharedQuarter = "minutes";

const bucketsPerQuarter = quarterMinutes / bucketMinutes;
const bucketNames = Array.from({ length: bucketsPerDay }, (_, at) => `m${at * bucketMinutes}`);
const quarterNames = Array.from({ length: bucketsPerDay / bucketsPerQuarter }, (_, at) => `b${at}`);

/** How many days a day's ledger is kept after it is over; then TTL removes it. */
const keptDays = 90;

/**
 * With more of them an expression of 4 KB could burst: the day's version then stands for the minutes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const mostConditions = 120;

/** A person's day as the table holds it. */
export type LedgerDay = Readonly<Record<string, unknown>>;

/** Time of a day that a booking has, in minutes since midnight. */
export interface TakenTime {
  readonly from: number;
  readonly to: number;
  readonly bookingId: string;
}

/** The key of a staff member's day. */
export function staffDayOf(staff: string, date: string): string {
  return `${staff}#${date}`;
}

/** The taken time of a day, in order. */
export function takenTimes(day: LedgerDay | undefined): TakenTime[] {
  const taken: { from: number; to: number; bookingId: string }[] = [];
  if (!day) return taken;
  for (const [quarter, name] of quarterNames.entries()) {
    if (day[name] === undefined) continue;
    for (const bucket of bucketsIn(quarter)) {
      const bookingId = holderOf(day, bucket);
      if (bookingId === undefined) continue;
      const from = bucket * bucketMinutes;
      const last = taken.at(-1);
      if (last?.to === from && last.bookingId === bookingId) last.to += bucketMinutes;
      else taken.push({ from, to: from + bucketMinutes, bookingId });
    }
  }
  return taken;
}

/** Who has a bucket of a day. */
function holderOf(day: LedgerDay | undefined, bucket: number): string | undefined {
  const whole = day?.[quarterNames[Math.floor(bucket / bucketsPerQuarter)] as string];
  const holder = whole === sharedQuarter ? day?.[bucketNames[bucket] as string] : whole;
  return holder === undefined ? undefined : String(holder);
}

function bucketsIn(quarter: number): number[] {
  return Array.from({ length: bucketsPerQuarter }, (_, at) => quarter * bucketsPerQuarter + at);
}

/** What one booking changes on one person's day: the buckets that it had, and those that it will have. */
export interface LedgerChange {
  readonly staff: string;
  readonly date: string;
  readonly bookingId: string;
  readonly had: readonly number[];
  readonly has: readonly number[];
}

/** What a change does to a day as it was read. */
export type DayPlan =
  | {
      readonly ok: true;
      /** Attributes and their new values; undefined where they go. */
      readonly writes: ReadonlyMap<string, string | undefined>;
      /** Attributes on which that rests, with their values as read. */
      readonly reads: ReadonlyMap<string, unknown>;
    }
  /** `changed`: the booking does not have what it is said to have. */
  | { readonly ok: false; readonly reason: "taken" | "changed" };

/** Plans a change of a day that was read; the plan is good for as long as that day is as it was. */
export function planDay(day: LedgerDay | undefined, change: LedgerChange): DayPlan {
  const { bookingId } = change;
  const [had, has] = [new Set(change.had), new Set(change.has)];
  for (const bucket of had) {
    if (holderOf(day, bucket) !== bookingId) return { ok: false, reason: "changed" };
  }
  for (const bucket of has) {
    if (!had.has(bucket) && holderOf(day, bucket)) return { ok: false, reason: "taken" };
  }
  const after = (bucket: number) => {
    if (has.has(bucket)) return bookingId;
    return had.has(bucket) ? undefined : holderOf(day, bucket);
  };
  const writes = new Map<string, string | undefined>();
  const quarters = new Map<string, unknown>();
  const minutes = new Map<string, unknown>();
  const write = (reads: Map<string, unknown>, name: string, value: string | undefined) => {
    reads.set(name, day?.[name]);
    if (day?.[name] !== value) writes.set(name, value);
  };
  for (const quarter of quartersOf([...had, ...has])) {
    const buckets = bucketsIn(quarter);
    const holders = buckets.map(after);
    const isWhole = holders.every((holder) => holder === holders[0]);
    for (const [at, bucket] of buckets.entries()) {
      write(minutes, bucketNames[bucket] as string, holders[at]);
    }
    write(quarters, quarterNames[quarter] as string, isWhole ? holders[0] : sharedQuarter);
  }
  const isLong = quarters.size + minutes.size > mostConditions;
  const reads = new Map([
    ...quarters,
    ...(isLong ? [["version", day?.version] as const] : minutes),
  ]);
  return { ok: true, writes, reads };
}

function quartersOf(buckets: readonly number[]): Set<number> {
  return new Set(buckets.map((bucket) => Math.floor(bucket / bucketsPerQuarter)));
}

/** The Update that makes a planned change, or fails as a whole if anything that it rests on has changed. */
export function ledgerUpdate(
  tableName: string,
  { staff, date }: Pick<LedgerChange, "staff" | "date">,
  { writes, reads }: Extract<DayPlan, { ok: true }>,
) {
  const values = new Map<unknown, string>();
  const placeholder = (value: unknown) => {
    const name = values.get(value) ?? `:v${values.size}`;
    values.set(value, name);
    return name;
  };
  const sets: string[] = [];
  const removes: string[] = [];
  for (const [name, value] of writes) {
    // Without blanks: as it is, a whole day just fits into the 4 KB of an expression.
    if (value === undefined) removes.push(name);
    else sets.push(`${name}=${placeholder(value)}`);
  }
  const conditions = [...reads].map(([name, value]) =>
    value === undefined ? `attribute_not_exists(${name})` : `${name} = ${placeholder(value)}`,
  );
  return {
    TableName: tableName,
    Key: { staffDay: staffDayOf(staff, date) },
    UpdateExpression: [
      `SET ${[...sets, "expiresAt=:expiresAt"].join(",")}`,
      ...(removes.length > 0 ? [`REMOVE ${removes.join(",")}`] : []),
      "ADD version :one",
    ].join(" "),
    ConditionExpression: conditions.join(" AND "),
    ExpressionAttributeValues: {
      ...Object.fromEntries([...values].map(([value, name]) => [name, value])),
      ":expiresAt": unixSeconds(`${date}T00:00:00Z`) + keptDays * 86_400,
      ":one": 1,
    },
  };
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
