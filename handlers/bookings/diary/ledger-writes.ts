import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Writes } from "../../runtime/transaction";
import { type DayPlan, type LedgerChange, ledgerUpdate, planDay, staffDayOf } from "./ledger";

/** The writes of changes of the ledger, or why there are none. */
export type LedgerWrites =
  | { readonly ok: true; readonly writes: Writes }
  | Extract<DayPlan, { ok: false }>;

/**
 * Reads the days of changes and plans the writes, each conditional on its day being as it was read: a writer
 * whose transaction fails there plans again, and is told that time is taken only where it is.
 */
export async function planLedger(
  client: DynamoDBDocumentClient,
  slotsTable: string,
  changes: readonly LedgerChange[],
): Promise<LedgerWrites> {
  const planned = await Promise.all(
    changes.map(async (change) => {
      const Key = { staffDay: staffDayOf(change.staff, change.date) };
      const { Item } = await client.send(
        new GetCommand({ TableName: slotsTable, Key, ConsistentRead: true }),
      );
      const plan = planDay(Item, change);
      return plan.ok ? { Update: ledgerUpdate(slotsTable, change, plan) } : plan;
    }),
  );
  const refused = planned.filter((one) => "reason" in one);
  // A booking that has changed is to be read again, whatever else is in the way.
  const refusal = refused.find(({ reason }) => reason === "changed") ?? refused[0];
  return refusal ?? { ok: true, writes: planned.filter((one) => "Update" in one) };
}
