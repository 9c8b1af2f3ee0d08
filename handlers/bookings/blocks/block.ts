import { addDays, minutesOfDay, timeOfDay } from "../../../contract/rules/calendar";
import { bucketMinutes } from "../../../contract/rules/visit";
import type { BlockReply, BlockRequest } from "../../../contract/schemas/blocks";
import type { Stretch } from "../diary/held";
import { staffDayOf } from "../diary/ledger";

/** Time on dates in which people take no visits, as the ledger's table holds it beside the days. */
export interface Block {
  readonly blockId: string;
  /** Everybody's ids are written out: who comes later is not meant. */
  readonly staff: readonly string[];
  readonly from: string;
  /** In minutes since midnight. */
  readonly fromMinutes: number;
  readonly to: string;
  /** 1440 is the end of the day. */
  readonly toMinutes: number;
  readonly reason: BlockRequest["reason"];
  readonly note?: string;
  /** Visits and other blocks around which it is held. */
  readonly keep: readonly string[];
  readonly createdAt: string;
  /** The user pool's id. */
  readonly createdBy: string;
  /** Of the request that made it. */
  readonly bodyHash: string;
  /** The days that are done, by `staffDayOf`, each with the stretches that the ledger holds. */
  readonly held: Readonly<Record<string, readonly Stretch[]>>;
  /** When its removal began; from then on it takes no more time. */
  readonly removedAt?: string;
}

/** One day of one person. */
export interface PersonDay {
  readonly staff: string;
  readonly date: string;
}

/** The most days of one person each that a block may have. */
export const mostPersonDays = 400;

const holderPrefix = "block#";

/** What the ledger's buckets say of who has them, and the key of the block's own item. */
export function holderOf({ blockId }: Pick<Block, "blockId">): string {
  return `${holderPrefix}${blockId}`;
}

/** The id of the block that has a bucket; undefined where a booking has it. */
export function blockIdIn(holder: string): string | undefined {
  return holder.startsWith(holderPrefix) ? holder.slice(holderPrefix.length) : undefined;
}

/** The dates of a block. */
export function datesOf({ from, to }: Pick<Block, "from" | "to">): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** The days of a block that are not done, from a date on, day by day. */
export function leftDays(block: Block, today: string): PersonDay[] {
  return datesOf(block)
    .filter((date) => date >= today)
    .flatMap((date) => block.staff.map((staff) => ({ staff, date })))
    .filter(({ staff, date }) => block.held[staffDayOf(staff, date)] === undefined);
}

/** The buckets of a date that a block is to have; wall time, so that a day on which clocks change is whole, too. */
export function bucketsOn(
  { from, fromMinutes, to, toMinutes }: Pick<Block, "from" | "fromMinutes" | "to" | "toMinutes">,
  date: string,
): number[] {
  const first = date === from ? fromMinutes / bucketMinutes : 0;
  const end = (date === to ? toMinutes : 1440) / bucketMinutes;
  return Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
}

/** Buckets as stretches of minutes. */
export function stretchesOf(buckets: readonly number[]): Stretch[] {
  const stretches: [number, number][] = [];
  for (const bucket of buckets) {
    const from = bucket * bucketMinutes;
    const last = stretches.at(-1);
    if (last?.[1] === from) last[1] += bucketMinutes;
    else stretches.push([from, from + bucketMinutes]);
  }
  return stretches;
}

/** A block as the desk sees it. */
export function blockView(block: Block, today: string): BlockReply {
  return {
    blockId: block.blockId,
    people: [...block.staff],
    from: block.from,
    fromTime: timeOfDay(block.fromMinutes),
    to: block.to,
    toTime: timeOfDay(block.toMinutes),
    reason: block.reason,
    ...(block.note && { note: block.note }),
    createdAt: block.createdAt,
    createdBy: block.createdBy,
    heldDays: Object.keys(block.held).length,
    leftDays: block.removedAt ? 0 : leftDays(block, today).length,
    ...(block.removedAt && { isRemoving: true as const }),
  };
}

/** The start and the end that a request means, in minutes since the midnights of its days. */
export function minutesIn({
  fromTime = "00:00",
  toTime,
}: Pick<BlockRequest, "fromTime" | "toTime">) {
  return {
    fromMinutes: minutesOfDay(fromTime),
    toMinutes: toTime === undefined ? 1440 : minutesOfDay(toTime),
  };
}
