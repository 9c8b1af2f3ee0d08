import { releasesTime } from "../../../contract/rules/status";
import { staffDayOf, takenBuckets } from "../../../handlers/bookings/diary/ledger";
import type { TestStage } from "../stage";
import type { ToldBookings } from "./bookings";

/** Every difference between what was told of bookings, the bookings, and the ledger. */
export async function compareBookings(site: TestStage, told: ToldBookings): Promise<string[]> {
  const differences: string[] = [];
  const stored = await site.bookings();
  const held = new Map<string, string>();
  for (const booking of stored) {
    const { bookingId, status, staff, appointmentDate, appointmentTime, history } = booking;
    const known = told.get(bookingId);
    const is = `${status} ${appointmentDate} ${appointmentTime} with ${history.length} changes`;
    if (!known) differences.push(`nobody was told of the booking ${bookingId} (${is})`);
    else {
      const was = `${known.status} ${known.date} ${known.time} with ${known.changes} changes`;
      if (is !== was) differences.push(`the booking ${bookingId} is ${is}, and was told ${was}`);
    }
    if (releasesTime(status)) continue;
    for (const bucket of booking.buckets) {
      const place = `${staffDayOf(staff, appointmentDate)} ${bucket}`;
      const other = held.get(place);
      if (other) differences.push(`${place} is held by ${other} and ${bookingId}`);
      held.set(place, bookingId);
    }
  }
  const ids = new Set(stored.map(({ bookingId }) => bookingId));
  for (const id of told.keys()) if (!ids.has(id)) differences.push(`the booking ${id} is lost`);
  for (const day of await site.scan("data-slots")) {
    for (const [bucket, bookingId] of takenBuckets(day)) {
      const place = `${day.staffDay} ${bucket}`;
      if (held.get(place) !== bookingId) {
        differences.push(`the ledger gives ${place} to ${bookingId}, not ${held.get(place)}`);
      }
      held.delete(place);
    }
  }
  for (const [place, id] of held) differences.push(`the ledger misses ${place} of ${id}`);
  return differences;
}
