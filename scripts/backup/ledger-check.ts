import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { isOpen, releasesTime } from "../../contract/rules/status";
import type { Booking } from "../../handlers/bookings/booking";
import { staffDayOf, takenBuckets } from "../../handlers/bookings/diary/ledger";
import { itemsOf, type Table } from "./table";

/**
 * Where bookings and slot ledger contradict each other from a day on, one line each. DynamoDB restores
 * each table for itself, so a booking of that very second may be in one of them alone.
 */
export async function ledgerFaults(
  client: DynamoDBClient,
  { bookings, slots }: { readonly bookings: Table; readonly slots: Table },
  firstDay: string,
): Promise<string[]> {
  const taken = new Map<string, Map<number, string>>();
  for await (const item of itemsOf(client, slots)) {
    const { staffDay, ...day } = unmarshall(item);
    if (typeof staffDay === "string") taken.set(staffDay, takenBuckets(day));
  }
  const faults: string[] = [];
  const holders = new Set<string>();
  for await (const item of itemsOf(client, bookings)) {
    const booking = unmarshall(item) as Booking;
    const { bookingId, staff, appointmentDate: date, buckets, status } = booking;
    if (!releasesTime(status)) holders.add(bookingId);
    if (!isOpen(status) || date < firstDay) continue;
    const day = taken.get(staffDayOf(staff, date));
    const lost = buckets.filter((bucket) => day?.get(bucket) !== bookingId);
    if (lost.length > 0) {
      faults.push(`booking ${bookingId} on ${date} with ${staff} does not hold all of its time`);
    }
  }
  for (const [staffDay, day] of taken) {
    const [staff, date = ""] = staffDay.split("#");
    if (!/^\d{4}-/.test(date) || date < firstDay) continue;
    for (const bookingId of new Set(day.values())) {
      if (holders.has(bookingId)) continue;
      faults.push(
        `time on ${date} with ${staff} is held by ${bookingId}, which is not an open booking`,
      );
    }
  }
  return faults;
}
