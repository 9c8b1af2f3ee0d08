import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { apply, compare, type Difference, isNone } from "./difference";
import { expectSame } from "./import";
import type { Restored } from "./point-in-time";
import type { Progress } from "./progress";
import { itemsOf } from "./table";

export interface SwapOptions {
  /** Asked once, after all differences were told; nothing is written where it is false. */
  readonly confirm: () => Promise<boolean>;
  readonly say: (line: string) => void;
  readonly progress: Progress;
}

/**
 * Makes the live tables what the restored ones are, item by item. DynamoDB can't rename a table, and
 * the live one has the stream, the alarms and the grants, so it stays and its items change. Answers
 * whether it was done.
 */
export async function swapIn(
  client: DynamoDBClient,
  restored: readonly Restored[],
  { confirm, say, progress }: SwapOptions,
): Promise<boolean> {
  const found: (readonly [Restored, Difference])[] = [];
  for (const pair of restored) {
    const { table, copy } = pair;
    if (JSON.stringify(table.key) !== JSON.stringify(copy.key)) {
      throw new Error(`${copy.name} has another key than ${table.name}; it is of another table.`);
    }
    const difference = await compare(client, table, () => itemsOf(client, copy), progress);
    const { same, missing, changed, extra } = difference;
    say(
      `${table.noun}: ${same} the same, ${missing} to bring back, ${changed} to change back, ${extra.length} newer ones to delete`,
    );
    found.push([pair, difference]);
  }
  const different = found.filter(([, difference]) => !isNone(difference));
  if (different.length === 0) return true;
  if (!(await confirm())) return false;
  for (const [{ table, copy }, difference] of different) {
    await apply(client, table, () => itemsOf(client, copy), difference, progress);
  }
  for (const [{ table, copy }] of different) {
    await expectSame(client, table, () => itemsOf(client, copy), progress);
  }
  return true;
}
