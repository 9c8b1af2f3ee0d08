import { createHash } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { backupMark } from "../../handlers/runtime/stream";
import { type Item, keyOfText, keyText, lineOf } from "./item";
import type { Progress } from "./progress";
import { isOfPlace, itemsOf, type Table } from "./table";
import { batchSize, deleteItems, putItems } from "./writer";

/** Items to come back to, from the start each time. */
export type Source = () => AsyncIterable<Item>;

/** What makes a table different from what it should be. */
export interface Difference {
  readonly same: number;
  /** In the source alone, or left half-written by an import that was stopped. */
  readonly missing: number;
  /** In both, and not the same. */
  readonly changed: number;
  /** Keys that only the table has, as text. */
  readonly extra: readonly string[];
  /** Keys of all that is missing or changed. */
  readonly toWrite: ReadonlySet<string>;
}

/** True where nothing is to be done. */
export function isNone({ toWrite, extra }: Difference): boolean {
  return toWrite.size === 0 && extra.length === 0;
}

/** Compares a table with what it should be; keeps a digest of each item, not the items. */
export async function compare(
  client: DynamoDBClient,
  table: Table,
  source: Source,
  progress: Progress,
): Promise<Difference> {
  const live = new Map<string, string>();
  for await (const item of itemsOf(client, table)) {
    live.set(keyText(item, table.key), backupMark in item ? unfinished : digest(item));
    progress(`${table.noun} read`, live.size);
  }
  const toWrite = new Set<string>();
  let [same, missing, changed] = [0, 0, 0];
  for await (const item of source()) {
    if (isOfPlace(table.noun, item)) continue;
    const key = keyText(item, table.key);
    const there = live.get(key);
    live.delete(key);
    if (there === digest(item)) same += 1;
    else toWrite.add(key);
    if (there === undefined || there === unfinished) missing += 1;
    else if (toWrite.has(key)) changed += 1;
    progress(`${table.noun} compared`, same + missing + changed);
  }
  return { same, missing, changed, extra: [...live.keys()], toWrite };
}

/** A table, what it should be, and what makes it different from that. */
export interface Repair {
  readonly table: Table;
  readonly source: Source;
  readonly difference: Difference;
}

/** Makes tables what they should be; throws one sentence where one is not what was written just now. */
export async function mend(
  client: DynamoDBClient,
  repairs: readonly Repair[],
  progress: Progress,
): Promise<void> {
  const different = repairs.filter(({ difference }) => !isNone(difference));
  for (const { table, source, difference } of different) {
    await apply(client, table, source, difference, progress);
  }
  for (const { table, source } of different) await expectSame(client, table, source, progress);
}

async function expectSame(...asked: Parameters<typeof compare>): Promise<void> {
  const { extra, toWrite } = await compare(...asked);
  const count = extra.length + toWrite.size;
  if (count === 0) return;
  const keys = [...toWrite, ...extra].slice(0, 5).join(", ");
  throw new Error(
    `Somebody wrote to ${asked[1].noun} meanwhile: ${count} items differ again, for example ${keys}. Check them, stop all writes and run the command again.`,
  );
}

/** Makes a table what it should be: writes what differs, then deletes what is too much. */
async function apply(
  client: DynamoDBClient,
  table: Table,
  source: Source,
  { toWrite, extra }: Difference,
  progress: Progress,
): Promise<void> {
  const run = new Date().toISOString();
  let written = 0;
  const put = async (items: readonly Item[]) => {
    await putItems(client, table, items, run);
    written += items.length;
    progress(`${table.noun} written`, written);
  };
  let batch: Item[] = [];
  if (toWrite.size > 0) {
    for await (const item of source()) {
      if (!toWrite.has(keyText(item, table.key))) continue;
      batch.push(item);
      if (batch.length < batchSize) continue;
      await put(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await put(batch);
  for (let index = 0; index < extra.length; index += batchSize) {
    await deleteItems(client, table, extra.slice(index, index + batchSize).map(keyOfText));
    progress(`${table.noun} deleted`, index);
  }
}

/** Stands for an item that still carries a mark: whatever it holds, it is to be written again. */
const unfinished = "";

function digest(item: Item): string {
  return createHash("sha256").update(lineOf(item)).digest("base64");
}
