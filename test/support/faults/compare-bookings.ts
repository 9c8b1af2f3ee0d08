import { releasesTime } from "../../../contract/rules/status";
import type { Booking } from "../../../handlers/bookings/booking";
import {
  type ContactKey,
  type ContactVisit,
  contactIn,
  contactKeysOf,
} from "../../../handlers/bookings/contacts";
import { staffDayOf, takenBuckets } from "../../../handlers/bookings/diary/ledger";
import type { TestStage } from "../stage";
import type { ToldBookings } from "./bookings";

/** Every difference between what was told of bookings, the bookings, the ledger, and the lists of contacts. */
export async function compareBookings(site: TestStage, told: ToldBookings): Promise<string[]> {
  const stored = await site.bookings();
  const days = await site.scan("data-slots");
  return [
    ...compareTold(stored, told),
    ...compareLedger(stored, days),
    ...compareContacts(stored, days),
  ];
}

function compareTold(stored: readonly Booking[], told: ToldBookings): string[] {
  const differences = stored.flatMap((booking) => {
    const { bookingId, status, appointmentDate, appointmentTime, history } = booking;
    const known = told.get(bookingId);
    const is = `${status} ${appointmentDate} ${appointmentTime} with ${history.length} changes`;
    if (!known) return [`nobody was told of the booking ${bookingId} (${is})`];
    const was = `${known.status} ${known.date} ${known.time} with ${known.changes} changes`;
    return is === was ? [] : [`the booking ${bookingId} is ${is}, and was told ${was}`];
  });
  const ids = new Set(stored.map(({ bookingId }) => bookingId));
  for (const id of told.keys()) if (!ids.has(id)) differences.push(`the booking ${id} is lost`);
  return differences;
}

function compareLedger(
  stored: readonly Booking[],
  days: readonly Record<string, unknown>[],
): string[] {
  const differences: string[] = [];
  const held = new Map<string, string>();
  for (const { bookingId, status, staff, appointmentDate, buckets } of stored) {
    if (releasesTime(status)) continue;
    for (const bucket of buckets) {
      const place = `${staffDayOf(staff, appointmentDate)} ${bucket}`;
      const other = held.get(place);
      if (other) differences.push(`${place} is held by ${other} and ${bookingId}`);
      held.set(place, bookingId);
    }
  }
  for (const day of days) {
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

function compareContacts(
  stored: readonly Booking[],
  items: readonly Record<string, unknown>[],
): string[] {
  const now = new Date().toISOString();
  const lines = (key: ContactKey, visits: readonly ContactVisit[]) =>
    visits.map(
      ({ bookingId, startsAt, endsAt }) => `${key.staffDay} ${bookingId} ${startsAt} ${endsAt}`,
    );
  const listed = items.flatMap((item) => {
    if (!String(item.staffDay).startsWith("contact#")) return [];
    const key = { staffDay: item.staffDay } as ContactKey;
    return lines(key, contactIn(key, item, now).visits);
  });
  const open = new Set(
    stored
      .filter(({ status, endsAt }) => !releasesTime(status) && endsAt > now)
      .flatMap((booking) => contactKeysOf(booking).flatMap((key) => lines(key, [booking]))),
  );
  const differences = listed
    .filter((line) => !open.delete(line))
    .map((line) => `listed without a visit: ${line}`);
  return [...differences, ...[...open].map((line) => `a visit is not listed: ${line}`)];
}
