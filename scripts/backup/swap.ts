import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { compare, isNone, mend, type Repair } from "./difference";
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
  const repairs: Repair[] = [];
  for (const { table, copy } of restored) {
    if (JSON.stringify(table.key) !== JSON.stringify(copy.key)) {
      throw new Error(
        `${copy.name} has a different key from ${table.name}; it belongs to another table.`,
      );
    }
    const source = () => itemsOf(client, copy);
    const difference = await compare(client, table, source, progress);
    const { same, missing, changed, extra } = difference;
    say(
      `${table.noun}: ${same} unchanged, ${missing} to restore, ${changed} to revert, ${extra.length} newer to delete`,
    );
    repairs.push({ table, source, difference });
  }
  if (repairs.every(({ difference }) => isNone(difference))) return true;
  if (!(await confirm())) return false;
  await mend(client, repairs, progress);
  return true;
}
