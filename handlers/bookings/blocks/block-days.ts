import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { bucketMinutes } from "../../../contract/rules/visit";
import type { Stretch } from "../diary/held";
import {
  type DayPlan,
  type LedgerDay,
  planDay,
  staffDayOf,
  type TakenTime,
  takenTimes,
} from "../diary/ledger";
import { ledgerUpdate } from "../diary/ledger-writes";
import { type Block, blockIdIn, bucketsOn, holderOf, type PersonDay, stretchesOf } from "./block";

type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

type GoodPlan = Extract<DayPlan, { ok: true }>;

/** What is in the way of a block on somebody's day. */
export type InTheWay = PersonDay & TakenTime;

/** What can be done with a day: what is in the way, or what it holds then and the write of that, if there is any. */
export type DayStep =
  | { readonly ok: false; readonly inTheWay: readonly InTheWay[] }
  | { readonly ok: true; readonly held: readonly Stretch[]; readonly write?: Write };

/**
 * Plans to hold a day as it was read. It is held whole, but for what is kept, or not at all; the write is
 * conditional on the day being as it was, like a booking's, so that of the two only one succeeds.
 */
export function planBlockedDay(
  slotsTable: string,
  block: Block,
  personDay: PersonDay,
  day: LedgerDay | undefined,
): DayStep {
  const wanted = bucketsOn(block, personDay.date);
  const [first = 0, last = -1] = [wanted[0], wanted.at(-1)];
  const [from, to] = [first * bucketMinutes, (last + 1) * bucketMinutes];
  const own = holderOf(block);
  const others = takenTimes(day).filter(
    (taken) => taken.bookingId !== own && taken.from < to && taken.to > from,
  );
  const isKept = ({ bookingId }: TakenTime) =>
    block.keep.includes(bookingId.replace(/^block#/, ""));
  const inTheWay = others.filter((taken) => !isKept(taken));
  if (inTheWay.length > 0) {
    return { ok: false, inTheWay: inTheWay.map((taken) => ({ ...personDay, ...taken })) };
  }
  const has = wanted.filter((bucket) => {
    const minutes = bucket * bucketMinutes;
    return !others.some((taken) => taken.from <= minutes && minutes < taken.to);
  });
  const held = stretchesOf(has);
  const isShared = others.some(({ bookingId }) => blockIdIn(bookingId) !== undefined);
  if (has.length === 0 && !isShared) return { ok: true, held };
  const plan = planDay(day, { bookingId: own, had: [], has });
  // All that others have was left out.
  if (!plan.ok)
    throw new Error(`The day ${staffDayOf(personDay.staff, personDay.date)} contradicts itself.`);
  return { ok: true, held, write: blockWrite(slotsTable, personDay, plan, day, isShared) };
}

/**
 * The write of a block's plan for a day as it was read. Blocks count their writes of a day: one that hands its time
 * over as it goes, and one that is made beside it, rest on that count, so that neither misses the other.
 */
export function blockWrite(
  slotsTable: string,
  personDay: PersonDay,
  plan: GoodPlan,
  day: LedgerDay | undefined,
  isShared: boolean,
): Write {
  const counted = [["blockWrites", day?.blockWrites] as const];
  const reads = new Map([...plan.reads, ...(isShared ? counted : [])]);
  return { Update: ledgerUpdate(slotsTable, personDay, { ...plan, reads }, ["blockWrites"]) };
}
