import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { isOpen, releasesTime } from "../../contract/rules/status";
import { type Block, blockIdIn, holderOf } from "../../handlers/bookings/blocks/block";
import { blockIn } from "../../handlers/bookings/blocks/block-store";
import type { Booking } from "../../handlers/bookings/booking";
import { heldBy } from "../../handlers/bookings/diary/held";
import {
  type LedgerDay,
  planDay,
  staffDayOf,
  takenTimes,
} from "../../handlers/bookings/diary/ledger";
import { ledgerChanges } from "../../handlers/bookings/diary/ledger-changes";
import { itemsOf, type Table } from "./table";

/**
 * Where bookings, blocks and slot ledger contradict each other from a day on, one line each. DynamoDB restores
 * each table for itself, so a booking of that very second may be in one of them alone.
 */
export async function ledgerFaults(
  client: DynamoDBClient,
  { bookings, slots }: { readonly bookings: Table; readonly slots: Table },
  firstDay: string,
): Promise<string[]> {
  const days = new Map<string, LedgerDay>();
  const blocks: Block[] = [];
  for await (const item of itemsOf(client, slots)) {
    const { staffDay, ...day } = unmarshall(item);
    if (typeof staffDay !== "string") continue;
    if (blockIdIn(staffDay) === undefined) days.set(staffDay, day);
    else blocks.push(blockIn({ staffDay, ...day }));
  }
  const faults: string[] = [];
  const holders = new Set<string>();
  for await (const item of itemsOf(client, bookings)) {
    const booking = unmarshall(item) as Booking;
    const { bookingId, staff, appointmentDate: date, status } = booking;
    if (!releasesTime(status)) holders.add(bookingId);
    if (!isOpen(status) || date < firstDay) continue;
    const held = ledgerChanges(bookingId, heldBy(booking), undefined);
    const isHeld = held.every(
      (change) => planDay(days.get(staffDayOf(change.staff, change.date)), change).ok,
    );
    if (!isHeld) {
      faults.push(`booking ${bookingId} on ${date} with ${staff} does not hold all of its time`);
    }
  }
  for (const block of blocks) {
    holders.add(holderOf(block));
    for (const [staffDay, stretches] of Object.entries(block.held)) {
      const [staff, date = ""] = staffDay.split("#");
      if (date < firstDay) continue;
      const held = takenTimes(days.get(staffDay)).filter(
        ({ bookingId }) => bookingId === holderOf(block),
      );
      if (String(held.map(({ from, to }) => [from, to])) === String(stretches)) continue;
      faults.push(`block ${block.blockId} on ${date} with ${staff} does not hold its time`);
    }
  }
  for (const [staffDay, day] of days) {
    const [staff, date = ""] = staffDay.split("#");
    if (!/^\d{4}-/.test(date) || date < firstDay) continue;
    for (const bookingId of new Set(takenTimes(day).map((taken) => taken.bookingId))) {
      if (holders.has(bookingId)) continue;
      faults.push(
        `time on ${date} with ${staff} is held by ${bookingId}, which is neither an open booking nor a block`,
      );
    }
  }
  return faults;
}
