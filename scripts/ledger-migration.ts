import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Booking } from "../handlers/bookings/booking";
import { heldBy } from "../handlers/bookings/diary/held";
import { type LedgerDay, planBothForms } from "../handlers/bookings/diary/ledger";
import { ledgerUpdate } from "../handlers/bookings/diary/ledger-writes";
import { transactOne } from "../handlers/runtime/transaction";

/** How many items there are, how many were written, and how many somebody changed at the same moment. */
export interface LedgerMigrated {
  readonly total: number;
  readonly migrated: number;
  readonly left: number;
}

/** Hears now and then how many items have been looked at. */
type Progress = (looked: number) => void;

const between = 1_000;

/**
 * Stores with every booking the minutes that it holds, where the release before made or moved it. A booking that
 * somebody changes meanwhile is left to the next run.
 */
export async function migrateHeld(
  client: DynamoDBDocumentClient,
  { bookingsTable, progress }: { readonly bookingsTable: string; readonly progress: Progress },
): Promise<LedgerMigrated> {
  return migrateAll(client, bookingsTable, progress, async (item) => {
    const booking = item as unknown as Booking;
    const held = heldBy(booking).stretches;
    if (String(held) === String(booking.held)) return undefined;
    return transactOne(client, {
      Update: {
        TableName: bookingsTable,
        Key: { bookingId: booking.bookingId },
        UpdateExpression: "SET held = :held",
        ConditionExpression: "#status = :was AND #sequence = :read",
        ExpressionAttributeNames: { "#status": "status", "#sequence": "sequence" },
        ExpressionAttributeValues: {
          ":held": held,
          ":was": booking.status,
          ":read": booking.sequence,
        },
      },
    });
  });
}

/**
 * Writes every day of the ledger in both of its forms: the minutes of what the release before took, and none of
 * what it freed. A day that somebody changes meanwhile is left to the next run.
 */
export async function migrateDays(
  client: DynamoDBDocumentClient,
  { slotsTable, progress }: { readonly slotsTable: string; readonly progress: Progress },
): Promise<LedgerMigrated> {
  return migrateAll(client, slotsTable, progress, async (day: LedgerDay) => {
    const [, staff, date] = /^([^#]+)#(\d{4}-\d\d-\d\d)$/.exec(String(day.staffDay)) ?? [];
    if (staff === undefined || date === undefined) return undefined;
    const plan = planBothForms(day);
    if (plan.writes.size === 0) return undefined;
    return transactOne(client, { Update: ledgerUpdate(slotsTable, { staff, date }, plan) });
  });
}

/** Goes through a table; `migrate` says whether it wrote, or undefined where an item is up to date. */
async function migrateAll(
  client: DynamoDBDocumentClient,
  TableName: string,
  progress: Progress,
  migrate: (item: Record<string, unknown>) => Promise<boolean | undefined>,
): Promise<LedgerMigrated> {
  const counts = { total: 0, migrated: 0, left: 0 };
  for await (const { Items = [] } of paginateScan(
    { client },
    { TableName, ConsistentRead: true },
  )) {
    for (const item of Items) {
      const isWritten = await migrate(item);
      if (isWritten === true) counts.migrated++;
      if (isWritten === false) counts.left++;
      if (++counts.total % between === 0) progress(counts.total);
    }
  }
  return counts;
}
