/**
 * Blocks live in the ledger's table, beside the days that they hold: the item "block#<id>", and for each month
 * the item "blocks#2026-12" with the ids of its blocks, by which they are listed. Every write of a day is one
 * transaction with the note on the block that the day is done, so that a block that was cut short goes on where
 * it stopped, and its removal frees exactly what it holds.
 */
import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { addDays, unixSeconds, unixSecondsDayAfter } from "../../../contract/rules/calendar";
import { documents } from "../../runtime/dynamodb";
import { tableName } from "../../runtime/environment";
import { isId } from "../../runtime/item-id";
import { Unavailable } from "../../runtime/outage";
import { transact, transactOne, type Writes } from "../../runtime/transaction";
import { type LedgerDay, staffDayOf } from "../diary/ledger";
import { keptDays } from "../diary/ledger-writes";
import type { Days } from "../lists";
import { type Block, datesOf, holderOf, leftDays, type PersonDay } from "./block";
import { type InTheWay, planBlockedDay } from "./block-days";
import { freeBlockedDay, noteInherited } from "./hand-over";

/** A block after some of its days were tried, and what was in the way of the others. */
export interface Blocked {
  readonly block: Block;
  readonly inTheWay: readonly InTheWay[];
}

export interface BlockStore {
  /** Writes a block that holds nothing yet; false where one with its id is there. */
  create(block: Block): Promise<boolean>;
  find(blockId: string): Promise<Block | undefined>;
  /** Those that touch these days, by their start. */
  onDays(days: Days): Promise<Block[]>;
  /** Keeps more of what is in the way, if the block is still there. */
  keep(block: Block, ids: readonly string[]): Promise<boolean>;
  /** What is in the way of the days that are left. */
  inTheWay(block: Block, today: string): Promise<InTheWay[]>;
  /** Holds the days that are left and have nothing in the way; undefined where the block is being removed. */
  hold(block: Block, today: string): Promise<Blocked | undefined>;
  /** Frees what a block holds, but for what another one covers; what was cut short goes on when it is called again. */
  remove(block: Block, now: string): Promise<void>;
}

/** Days of one transaction: with the block itself well below the hundred writes that one may have. */
const daysAtOnce = 20;
/** As many writes as one transaction takes. */
const mostWrites = 100;
/** How often some days start over because somebody else wrote them at the same moment. */
const attempts = 12;

/** The store on DynamoDB; the table's name comes from the environment when it is first used. */
export function blockStore(client = documents()): BlockStore {
  const slots = () => tableName("slots");
  const keyOf = (block: Pick<Block, "blockId">) => ({ staffDay: holderOf(block) });

  const read = async (staffDay: string): Promise<Record<string, unknown> | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: slots(), Key: { staffDay }, ConsistentRead: true }),
    );
    return Item;
  };
  const readDay = ({ staff, date }: PersonDay) => read(staffDayOf(staff, date));
  const find: BlockStore["find"] = async (blockId) => {
    if (!isId(blockId)) return undefined;
    const item = await read(holderOf({ blockId }));
    return item && blockIn(item);
  };
  const readAll = async (keys: readonly string[]) => {
    const items: Record<string, unknown>[] = [];
    let left = keys.map((staffDay) => ({ staffDay }));
    while (left.length > 0) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({
          RequestItems: { [slots()]: { Keys: left.slice(0, 100), ConsistentRead: true } },
        }),
      );
      items.push(...(Responses?.[slots()] ?? []));
      left = [...((UnprocessedKeys?.[slots()]?.Keys ?? []) as typeof left), ...left.slice(100)];
    }
    return items;
  };

  /** Plans some days as they are now. */
  const plan = async (block: Block, some: readonly PersonDay[]) =>
    Promise.all(
      some.map(async (personDay) => ({
        personDay,
        step: planBlockedDay(slots(), block, personDay, await readDay(personDay)),
      })),
    );

  /** Holds those of some days that have nothing in the way. */
  const holdSome = async (of: Block, some: readonly PersonDay[]): Promise<Blocked | undefined> => {
    let block = of;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const left = some.filter(({ staff, date }) => !block.held[staffDayOf(staff, date)]);
      const planned = await plan(block, left);
      const inTheWay = planned.flatMap(({ step }) => (step.ok ? [] : step.inTheWay));
      const free = planned.flatMap(({ personDay, step }) =>
        step.ok ? [{ key: staffDayOf(personDay.staff, personDay.date), ...step }] : [],
      );
      if (free.length === 0) return { block, inTheWay };
      const note = noteHeld(slots(), block, free);
      const writes = free.flatMap(({ write }) => (write ? [write] : []));
      const result = await transact(client, [note, ...writes], [0]);
      if (result.ok) {
        const done = Object.fromEntries(free.map(({ key, held }) => [key, held]));
        return { block: { ...block, held: { ...block.held, ...done } }, inTheWay };
      }
      if (!result.failed.includes(0)) continue;
      const now = await find(block.blockId);
      if (!now || now.removedAt) return undefined;
      block = now;
    }
    throw new Unavailable("Others kept writing the same days.");
  };

  /** The blocks of some months. */
  const readMonths = async (months: readonly string[]): Promise<Block[]> => {
    const lists = await readAll(months.map(monthKey));
    const ids = new Set(
      lists.flatMap(({ staffDay: _, expiresAt: __, ...blocks }) => Object.keys(blocks)),
    );
    const items = await readAll([...ids].map((blockId) => holderOf({ blockId })));
    return items.map(blockIn).sort((one, other) => (startOf(one) < startOf(other) ? -1 : 1));
  };

  /** Frees some days, in one transaction with the notes on who holds their time from then on. */
  const freeSome = async (block: Block, keys: readonly string[]): Promise<void> => {
    const months = [...new Set(keys.map((key) => personDayIn(key).date.slice(0, 7)))];
    for (let attempt = 0; attempt < attempts; attempt++) {
      const days = await Promise.all(keys.map(read));
      const others = await readMonths(months);
      const freed = keys.flatMap((key, at) => {
        const day = days[at] as LedgerDay | undefined;
        return freeBlockedDay(slots(), block, personDayIn(key), day, others) ?? [];
      });
      const writes = [
        noteFreed(slots(), block, keys),
        ...freed.map(({ write }) => write),
        ...noteInherited(
          slots(),
          freed.flatMap(({ inherited }) => inherited),
        ),
      ];
      if (writes.length > mostWrites && keys.length > 1) {
        const half = Math.ceil(keys.length / 2);
        await freeSome(block, keys.slice(0, half));
        return freeSome(block, keys.slice(half));
      }
      const result = await transact(client, writes, [0]);
      // Another call that removes it has freed them.
      if (result.ok || result.failed.includes(0)) return;
    }
    throw new Unavailable("Others kept writing the same days.");
  };

  return {
    find,

    async create(block) {
      const { ok } = await transact(client, [
        {
          Put: {
            TableName: slots(),
            Item: { ...keyOf(block), ...block, expiresAt: keptUntil(block.to) },
            ConditionExpression: "attribute_not_exists(staffDay)",
          },
        },
        ...monthsOf(block).map((month) => ({
          Update: {
            TableName: slots(),
            Key: { staffDay: monthKey(month) },
            UpdateExpression: "SET #id = :to, expiresAt = :until",
            ExpressionAttributeNames: { "#id": block.blockId },
            // The month of all its blocks, whichever of them is written last.
            ExpressionAttributeValues: { ":to": block.to, ":until": keptUntil(`${month}-28`, 3) },
          },
        })),
      ]);
      return ok;
    },

    async onDays({ from, to }) {
      const blocks = await readMonths(monthsOf({ from, to }));
      return blocks.filter((block) => block.from <= to && block.to >= from);
    },

    async keep(block, ids) {
      const keep = [...new Set([...block.keep, ...ids])];
      return transactOne(client, {
        Update: {
          TableName: slots(),
          Key: keyOf(block),
          UpdateExpression: "SET keep = :keep",
          ConditionExpression: "attribute_exists(staffDay) AND attribute_not_exists(removedAt)",
          ExpressionAttributeValues: { ":keep": keep },
        },
      });
    },

    async inTheWay(block, today) {
      const found: InTheWay[] = [];
      for (const some of chunks(leftDays(block, today))) {
        const planned = await plan(block, some);
        found.push(...planned.flatMap(({ step }) => (step.ok ? [] : step.inTheWay)));
      }
      return found;
    },

    async hold(of, today) {
      let block = of;
      const inTheWay: InTheWay[] = [];
      for (const some of chunks(leftDays(block, today))) {
        const held = await holdSome(block, some);
        if (!held) return undefined;
        block = held.block;
        inTheWay.push(...held.inTheWay);
      }
      return { block, inTheWay };
    },

    async remove(block, now) {
      await transactOne(client, {
        Update: {
          TableName: slots(),
          Key: keyOf(block),
          UpdateExpression: "SET removedAt = if_not_exists(removedAt, :now) REMOVE note",
          ConditionExpression: "attribute_exists(staffDay)",
          ExpressionAttributeValues: { ":now": now },
        },
      });
      // From here on nobody holds more for it.
      const held = Object.keys((await find(block.blockId))?.held ?? {});
      for (const keys of chunks(held)) await freeSome(block, keys);
      await transact(client, [
        {
          Update: {
            TableName: slots(),
            Key: keyOf(block),
            // For whoever repeats a request whose answer was lost.
            UpdateExpression: "SET expiresAt = :until",
            ConditionExpression: "attribute_exists(staffDay)",
            ExpressionAttributeValues: { ":until": unixSecondsDayAfter(now) },
          },
        },
        ...monthsOf(block).map((month) => ({
          Update: {
            TableName: slots(),
            Key: { staffDay: monthKey(month) },
            // An item that TTL has taken must not come back for ever.
            UpdateExpression: "SET expiresAt = if_not_exists(expiresAt, :until) REMOVE #id",
            ExpressionAttributeNames: { "#id": block.blockId },
            ExpressionAttributeValues: { ":until": keptUntil(`${month}-28`, 3) },
          },
        })),
      ]);
    },
  };
}

/** The write that notes on a block which days are done. */
function noteHeld(
  TableName: string,
  block: Block,
  days: readonly { readonly key: string; readonly held: unknown }[],
): Writes[number] {
  return {
    Update: {
      TableName,
      Key: { staffDay: holderOf(block) },
      UpdateExpression: `SET ${days.map((_, at) => `held.#d${at} = :h${at}`).join(", ")}`,
      ConditionExpression: [
        "attribute_exists(staffDay)",
        "attribute_not_exists(removedAt)",
        ...days.map((_, at) => `attribute_not_exists(held.#d${at})`),
      ].join(" AND "),
      ExpressionAttributeNames: Object.fromEntries(days.map(({ key }, at) => [`#d${at}`, key])),
      ExpressionAttributeValues: Object.fromEntries(days.map(({ held }, at) => [`:h${at}`, held])),
    },
  };
}

/** The write that notes on a block which days it does not hold any more. */
function noteFreed(TableName: string, block: Block, keys: readonly string[]): Writes[number] {
  return {
    Update: {
      TableName,
      Key: { staffDay: holderOf(block) },
      UpdateExpression: `REMOVE ${keys.map((_, at) => `held.#d${at}`).join(", ")}`,
      ConditionExpression: keys.map((_, at) => `attribute_exists(held.#d${at})`).join(" AND "),
      ExpressionAttributeNames: Object.fromEntries(keys.map((key, at) => [`#d${at}`, key])),
    },
  };
}

/** A block as its item holds it. */
export function blockIn(item: Record<string, unknown>): Block {
  const { staffDay: _, expiresAt: __, ...block } = item;
  return block as unknown as Block;
}

function personDayIn(key: string): PersonDay {
  const [staff = "", date = ""] = key.split("#");
  return { staff, date };
}

const monthKey = (month: string) => `blocks#${month}`;

function monthsOf(block: Pick<Block, "from" | "to">): string[] {
  return [...new Set(datesOf(block).map((date) => date.slice(0, 7)))];
}

/** As long as the ledger keeps the day itself. */
function keptUntil(date: string, moreDays = 0): number {
  return unixSeconds(`${addDays(date, moreDays)}T00:00:00Z`) + keptDays * 86_400;
}

function startOf({ from, fromMinutes, blockId }: Block): string {
  return `${from} ${String(fromMinutes).padStart(4, "0")} ${blockId}`;
}

function chunks<One>(all: readonly One[]): One[][] {
  const parts = Math.ceil(all.length / daysAtOnce);
  return Array.from({ length: parts }, (_, at) =>
    all.slice(at * daysAtOnce, (at + 1) * daysAtOnce),
  );
}
