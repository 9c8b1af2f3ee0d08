import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Business } from "../../contract/business";
import { sell } from "../../contract/rules/sold";
import {
  appointmentFor,
  type Booking,
  customerIdOf,
  newManageToken,
} from "../../handlers/bookings/booking";
import { timeHeld } from "../../handlers/bookings/diary/held";
import type { BookingStore } from "../../handlers/bookings/store";
import { tableName } from "../../handlers/runtime/environment";
import { backupMark } from "../../handlers/runtime/stream";
import type { PlannedVisit } from "./plan";

/**
 * Writes visits of a diary as bookings that hold their time; returns the lines whose time was taken since they
 * were planned. What the stream's functions see of them carries a backup's mark, so that nobody is messaged;
 * the mark is gone at the end.
 */
export async function writeDiary(
  business: Business,
  store: Pick<BookingStore, "create">,
  client: DynamoDBDocumentClient,
  visits: readonly PlannedVisit[],
  { siteOrigin, now }: { readonly siteOrigin: string; readonly now: string },
): Promise<PlannedVisit[]> {
  const run = randomUUID();
  const taken: PlannedVisit[] = [];
  for (const visit of visits) {
    const booking = { ...bookingOf(business, visit, siteOrigin, now), [backupMark]: run };
    const { ok } = await store.create(booking, {}, now);
    if (ok) await unmark(client, visit.bookingId, run);
    else taken.push(visit);
  }
  return taken;
}

function bookingOf(
  business: Business,
  visit: PlannedVisit,
  siteOrigin: string,
  now: string,
): Booking {
  const { person, staff, date, time, durationMinutes, bufferMinutes, gaps, priceMinor } = visit;
  const length = { durationMinutes, bufferMinutes, ...(gaps && { gaps }) };
  const { services, staffName, currency, ...sold } = sell(business, visit.service, staff);
  return {
    ...appointmentFor(business, staff, date, time, durationMinutes),
    bookingId: visit.bookingId,
    customerId: customerIdOf(person.phone),
    customerName: person.name,
    ...(person.email && { customerEmail: person.email }),
    customerPhone: person.phone,
    service: visit.service,
    sold: {
      services,
      staffName,
      currency,
      priceMinor: priceMinor ?? sold.priceMinor,
      ...length,
    },
    ...timeHeld(time, length),
    status: visit.status,
    locale: visit.locale,
    ...(visit.note && { note: visit.note }),
    createdAt: now,
    updatedAt: now,
    history: [{ at: now, by: "admin:import", status: visit.status }],
    mail: {},
    sequence: 0,
    manageToken: newManageToken(),
    organizer: business.email,
    siteOrigin,
  };
}

async function unmark(client: DynamoDBDocumentClient, bookingId: string, run: string) {
  try {
    await client.send(
      new UpdateCommand({
        TableName: tableName("bookings"),
        Key: { bookingId },
        UpdateExpression: "REMOVE #mark",
        ConditionExpression: "#mark = :run",
        ExpressionAttributeNames: { "#mark": backupMark },
        ExpressionAttributeValues: { ":run": run },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
