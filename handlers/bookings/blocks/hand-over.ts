/** A block that goes leaves its time to another one that is held on that day and covers it, else it is free. */
import { bucketMinutes } from "../../../contract/rules/visit";
import type { Writes } from "../../runtime/transaction";
import type { Stretch } from "../diary/held";
import { type LedgerDay, planHandOver, staffDayOf, takenTimes } from "../diary/ledger";
import { type Block, bucketsOn, holderOf, type PersonDay, stretchesOf } from "./block";
import { blockWrite } from "./block-days";

type Write = Writes[number];

/** What one block takes over on one day. */
export interface Inheritance {
  readonly heir: Block;
  /** The day, by `staffDayOf`, and all that the heir holds on it from then on. */
  readonly key: string;
  readonly held: readonly Stretch[];
}

/** What becomes of a day when a block goes. */
export interface FreedDay {
  readonly write: Write;
  readonly inherited: readonly Inheritance[];
}

/**
 * Plans to take a block off a day as it was read; undefined where it has nothing there. `others` were read after the
 * day: one that came in between has written it, and the write fails.
 */
export function freeBlockedDay(
  slotsTable: string,
  block: Block,
  personDay: PersonDay,
  day: LedgerDay | undefined,
  others: readonly Block[],
): FreedDay | undefined {
  const own = holderOf(block);
  const had = bucketsIn(
    takenTimes(day)
      .filter(({ bookingId }) => bookingId === own)
      .map(({ from, to }) => [from, to]),
  );
  if (had.length === 0) return undefined;
  const key = staffDayOf(personDay.staff, personDay.date);
  const heirs = others
    .filter((other) => other.blockId !== block.blockId && !other.removedAt && other.held[key])
    .map((heir) => ({ heir, covered: new Set(bucketsOn(heir, personDay.date)) }));
  const heirOf = (bucket: number) => heirs.find(({ covered }) => covered.has(bucket))?.heir;
  const after = new Map(had.map((bucket) => [bucket, heirOf(bucket)]));
  const holders = [...after].map(([bucket, heir]) => [bucket, heir && holderOf(heir)] as const);
  const plan = planHandOver(day, own, new Map(holders));
  if (!plan.ok) return undefined;
  const inherited = heirs.flatMap(({ heir }) => {
    const more = had.filter((bucket) => after.get(bucket) === heir);
    const all = [...bucketsIn(heir.held[key] ?? []), ...more].sort((one, two) => one - two);
    return more.length > 0 ? [{ heir, key, held: stretchesOf(all) }] : [];
  });
  return {
    write: blockWrite(slotsTable, personDay, plan, day, true),
    inherited,
  };
}

/** The writes that note on the heirs what they hold, as long as they are there and hold what they did. */
export function noteInherited(TableName: string, inherited: readonly Inheritance[]): Write[] {
  const heirs = new Map(inherited.map(({ heir }) => [heir.blockId, heir]));
  return [...heirs.values()].map((heir) => {
    const days = inherited.filter((one) => one.heir.blockId === heir.blockId);
    return {
      Update: {
        TableName,
        Key: { staffDay: holderOf(heir) },
        UpdateExpression: `SET ${days.map((_, at) => `held.#d${at} = :h${at}`).join(", ")}`,
        ConditionExpression: [
          "attribute_not_exists(removedAt)",
          ...days.map((_, at) => `held.#d${at} = :w${at}`),
        ].join(" AND "),
        ExpressionAttributeNames: Object.fromEntries(days.map(({ key }, at) => [`#d${at}`, key])),
        ExpressionAttributeValues: Object.fromEntries(
          days.flatMap(({ key, held }, at) => [
            [`:h${at}`, held],
            [`:w${at}`, heir.held[key]],
          ]),
        ),
      },
    };
  });
}

function bucketsIn(stretches: readonly Stretch[]): number[] {
  return stretches.flatMap(([from, to]) =>
    Array.from({ length: (to - from) / bucketMinutes }, (_, at) => from / bucketMinutes + at),
  );
}
