import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { unixSeconds } from "../../../contract/rules/calendar";
import type { Writes } from "../../runtime/transaction";
import { type DayPlan, planDay, staffDayOf } from "./ledger";
import type { LedgerChange } from "./ledger-changes";

/** How many days a day's ledger is kept after it is over; then TTL removes it. */
export const keptDays = 90;

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

/**
 * The Update that makes a planned change, or fails as a whole if anything that it rests on has changed.
 * @param counts attributes of the day that count such writes, beside its version
 */
export function ledgerUpdate(
  tableName: string,
  { staff, date }: Pick<LedgerChange, "staff" | "date">,
  { writes, reads }: Extract<DayPlan, { ok: true }>,
  counts: readonly string[] = [],
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
      `ADD ${["version", ...counts].map((name) => `${name} :one`).join(",")}`,
    ].join(" "),
    ConditionExpression: conditions.join(" AND "),
    ExpressionAttributeValues: {
      ...Object.fromEntries([...values].map(([value, name]) => [name, value])),
      ":expiresAt": unixSeconds(`${date}T00:00:00Z`) + keptDays * 86_400,
      ":one": 1,
    },
  };
}
