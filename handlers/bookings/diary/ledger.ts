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

import { quarterMinutes } from "../../../contract/rules/quarters";
import { bucketMinutes } from "../../../contract/rules/visit";

/** The buckets of one day, 0 to 287. */
export const bucketsPerDay = (24 * 60) / bucketMinutes;

/** What an old attribute says of a quarter that is not one booking's. */
export const sharedQuarter = "minutes";

const bucketsPerQuarter = quarterMinutes / bucketMinutes;
const bucketNames = Array.from({ length: bucketsPerDay }, (_, at) => `m${at * bucketMinutes}`);
const quarterNames = Array.from({ length: bucketsPerDay / bucketsPerQuarter }, (_, at) => `b${at}`);

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

/** What a booking changes on a day: the buckets that it had, and those that it will have. */
export interface BucketChange {
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
export function planDay(
  day: LedgerDay | undefined,
  { bookingId, ...change }: BucketChange,
): DayPlan {
  const [had, has] = [new Set(change.had), new Set(change.has)];
  for (const bucket of had) {
    if (holderOf(day, bucket) !== bookingId) return { ok: false, reason: "changed" };
  }
  for (const bucket of has) {
    if (!had.has(bucket) && holderOf(day, bucket)) return { ok: false, reason: "taken" };
  }
  const touched = [...had, ...has].map((bucket) => Math.floor(bucket / bucketsPerQuarter));
  return planQuarters(day, new Set(touched), (bucket) => {
    if (has.has(bucket)) return bookingId;
    return had.has(bucket) ? undefined : holderOf(day, bucket);
  });
}

/** Plans to give time that one has to others, each bucket to whom the map names; undefined frees it. */
export function planHandOver(
  day: LedgerDay | undefined,
  from: string,
  to: ReadonlyMap<number, string | undefined>,
): DayPlan {
  for (const bucket of to.keys()) {
    if (holderOf(day, bucket) !== from) return { ok: false, reason: "changed" };
  }
  const touched = [...to.keys()].map((bucket) => Math.floor(bucket / bucketsPerQuarter));
  return planQuarters(day, new Set(touched), (bucket) =>
    to.has(bucket) ? to.get(bucket) : holderOf(day, bucket),
  );
}

/** Plans to write what a day means in both forms: what functions of the release before took and left. */
export function planBothForms(day: LedgerDay): Extract<DayPlan, { ok: true }> {
  return planQuarters(day, new Set(quarterNames.keys()), (bucket) => holderOf(day, bucket));
}

function planQuarters(
  day: LedgerDay | undefined,
  touched: ReadonlySet<number>,
  after: (bucket: number) => string | undefined,
): Extract<DayPlan, { ok: true }> {
  const writes = new Map<string, string | undefined>();
  const quarters = new Map<string, unknown>();
  const minutes = new Map<string, unknown>();
  const write = (reads: Map<string, unknown>, name: string, value: string | undefined) => {
    reads.set(name, day?.[name]);
    if (day?.[name] !== value) writes.set(name, value);
  };
  for (const quarter of touched) {
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
