import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Business } from "../contract/business";
import { unixSeconds } from "../contract/rules/calendar";
import { isOpen } from "../contract/rules/status";
import { type Booking, soldOf } from "../handlers/bookings/booking";
import { withContacts } from "../handlers/bookings/contact-writes";
import { type Feedback, reviewerAddress } from "../handlers/feedback/feedback";
import { transact, transactOne } from "../handlers/runtime/transaction";

export interface MigrationArgs {
  readonly bookingsTable: string;
  readonly slotsTable: string;
  /** UTC, ISO 8601. */
  readonly now: string;
}

/** How many items there are, and how many of them were of the release before. */
export interface Migrated {
  readonly total: number;
  readonly migrated: number;
}

/**
 * Stores with every older booking what it was sold as, and lists those that are still to come with their
 * numbers and addresses. A booking that somebody changes meanwhile is left to the next run.
 */
export async function migrateBookings(
  client: DynamoDBDocumentClient,
  business: Business,
  { bookingsTable, slotsTable, now }: MigrationArgs,
): Promise<Migrated> {
  let total = 0;
  let migrated = 0;
  const pages = paginateScan({ client }, { TableName: bookingsTable, ConsistentRead: true });
  for await (const { Items = [] } of pages) {
    for (const booking of Items as Booking[]) {
      total += 1;
      if (booking.sold) continue;
      const store = {
        Update: {
          TableName: bookingsTable,
          Key: { bookingId: booking.bookingId },
          UpdateExpression: "SET sold = :sold",
          ConditionExpression:
            "attribute_not_exists(sold) AND #status = :was AND #sequence = :read",
          ExpressionAttributeNames: { "#status": "status", "#sequence": "sequence" },
          ExpressionAttributeValues: {
            ":sold": soldOf(business, booking),
            ":was": booking.status,
            ":read": booking.sequence,
          },
        },
      };
      const isToCome = isOpen(booking.status) && booking.endsAt > now;
      const isStored = isToCome
        ? (await withContacts(client, slotsTable, booking, undefined, now, [store], [0])).ok
        : await transactOne(client, store);
      if (isStored) migrated += 1;
    }
  }
  return { total, migrated };
}

/**
 * Keeps the reviews of the release before, which go with their addresses: each address becomes an item of
 * its own that still goes on its day. The totals do not change. A review that has expired is left to go.
 */
export async function migrateReviews(
  client: DynamoDBDocumentClient,
  { feedbackTable, now }: { readonly feedbackTable: string; readonly now: string },
): Promise<Migrated> {
  let total = 0;
  let migrated = 0;
  const pages = paginateScan({ client }, { TableName: feedbackTable, ConsistentRead: true });
  for await (const { Items = [] } of pages) {
    for (const review of Items as Feedback[]) {
      if (review.status !== "published") continue;
      total += 1;
      const { feedbackId, email, expiresAt } = review;
      if (expiresAt === undefined || expiresAt <= unixSeconds(now)) continue;
      const { ok } = await transact(client, [
        {
          Update: {
            TableName: feedbackTable,
            Key: { feedbackId },
            UpdateExpression: "REMOVE email, expiresAt",
            ConditionExpression: "expiresAt = :was",
            ExpressionAttributeValues: { ":was": expiresAt },
          },
        },
        ...(email === undefined
          ? []
          : [
              {
                Put: {
                  TableName: feedbackTable,
                  Item: reviewerAddress(review, { email, expiresAt }),
                },
              },
            ]),
      ]);
      if (ok) migrated += 1;
    }
  }
  return { total, migrated };
}
