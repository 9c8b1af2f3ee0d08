import { business } from "../../../business";
import { addDays } from "../../../contract/rules/calendar";
import { canBecome, releasesTime } from "../../../contract/rules/status";
import type { Booking } from "../../../handlers/bookings/booking";
import {
  type ContactKey,
  type ContactVisit,
  contactIn,
  contactKeysOf,
} from "../../../handlers/bookings/contacts";
import { bucketsPerDay, staffDayOf, takenBuckets } from "../../../handlers/bookings/diary/ledger";
import { bucketsOf } from "../../../handlers/bookings/diary/slots";
import type { ToldBooking, ToldBookings } from "./clients/told-bookings";
import { compareOwed } from "./compare-owed";
import type { Site } from "./site";

/** Every difference between what was told of bookings, the bookings, the ledger, and the lists of contacts. */
export async function compareBookings(site: Site, told: ToldBookings): Promise<string[]> {
  const stored = await site.bookings();
  const days = await site.scan("data-slots");
  return [
    ...compareTold(stored, told),
    ...stored.flatMap(compareStory),
    ...compareKeys(stored),
    ...compareLedger(stored, days),
    ...compareContacts(stored, days),
    ...(site.isSilent ? compareOwed(stored, told.removals) : []),
  ];
}

function compareTold(stored: readonly Booking[], { all, unsure }: ToldBookings): string[] {
  const text = ({
    status,
    date,
    time,
    changes,
  }: Pick<ToldBooking, "status" | "date" | "time" | "changes">) =>
    `${status} ${date} ${time} with ${changes} changes`;
  const differences = stored.flatMap((booking) => {
    const { bookingId, status, appointmentDate: date, appointmentTime: time, history } = booking;
    const known = all.get(bookingId);
    const is = text({ status, date, time, changes: history.length });
    if (!known) return [`nobody was told of the booking ${bookingId} (${is})`];
    const were = (unsure.get(bookingId) ?? [known]).map(text);
    return were.includes(is)
      ? []
      : [`the booking ${bookingId} is ${is}, and was told ${were.join(" or ")}`];
  });
  const ids = new Set(stored.map(({ bookingId }) => bookingId));
  for (const id of all.keys()) if (!ids.has(id)) differences.push(`the booking ${id} is lost`);
  return differences;
}

/** What is wrong with a booking's history: its order, its end, or a step that no status allows. */
function compareStory({
  bookingId,
  history,
  sequence,
  status,
  sold,
  appointmentTime,
  buckets,
}: Booking): string[] {
  const wrong: string[] = [];
  const say = (sentence: string) => wrong.push(`the booking ${bookingId} ${sentence}`);
  for (const [index, entry] of history.entries()) {
    const before = history[index - 1];
    if (!before) continue;
    if (entry.at < before.at) say(`has a history out of order: ${entry.at} after ${before.at}`);
    const isMove = entry.movedTo !== undefined && entry.status === before.status;
    if (!isMove && !canBecome(before.status, entry.status)) {
      say(`went from ${before.status} to ${entry.status}`);
    }
    if (isMove && releasesTime(before.status)) say(`was moved when it was ${before.status}`);
  }
  if (history.at(-1)?.status !== status) say(`is ${status}, and its history ends otherwise`);
  if (history.length !== sequence + 1) say(`has ${history.length} entries for ${sequence} changes`);
  if (sold && String(bucketsOf(appointmentTime, sold)) !== String(buckets)) {
    say(`holds ${buckets} for a visit at ${appointmentTime}`);
  }
  return wrong;
}

/** The keys and the customers that have more than one booking though they asked for one. */
function compareKeys(stored: readonly Booking[]): string[] {
  const differences: string[] = [];
  const byKey = new Map<string, string>();
  for (const { bookingId, idempotencyKey } of stored) {
    if (!idempotencyKey) continue;
    const other = byKey.get(idempotencyKey);
    if (other) differences.push(`one key made two bookings, ${other} and ${bookingId}`);
    byKey.set(idempotencyKey, bookingId);
  }
  return differences;
}

/** How the sentence about two visits at the same moment begins. */
export const overlapping = "two visits overlap";

function compareLedger(
  stored: readonly Booking[],
  days: readonly Record<string, unknown>[],
): string[] {
  const differences: string[] = [];
  const held = new Map<string, string>();
  for (const { bookingId, status, staff, appointmentDate, buckets } of stored) {
    if (releasesTime(status)) continue;
    for (const bucket of buckets) {
      const day = addDays(appointmentDate, Math.floor(bucket / bucketsPerDay));
      const place = `${staffDayOf(staff, day)} ${bucket % bucketsPerDay}`;
      const other = held.get(place);
      if (other) differences.push(`${overlapping}: ${place} is held by ${other} and ${bookingId}`);
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
  const differences: string[] = [];
  const lines = (key: ContactKey, visits: readonly ContactVisit[]) =>
    visits.map(
      ({ bookingId, startsAt, endsAt }) => `${key.staffDay} ${bookingId} ${startsAt} ${endsAt}`,
    );
  const listed = items.flatMap((item) => {
    if (!String(item.staffDay).startsWith("contact#")) return [];
    const key = { staffDay: item.staffDay } as ContactKey;
    const { visits } = contactIn(key, item, now);
    if (visits.length > business.booking.maxOpenVisits) {
      differences.push(`${key.staffDay} has ${visits.length} visits that are not over`);
    }
    return lines(key, visits);
  });
  const open = new Set(
    stored
      .filter(({ status, endsAt }) => !releasesTime(status) && endsAt > now)
      .flatMap((booking) => contactKeysOf(booking).flatMap((key) => lines(key, [booking]))),
  );
  differences.push(
    ...listed.filter((line) => !open.delete(line)).map((line) => `listed without a visit: ${line}`),
  );
  return [...differences, ...[...open].map((line) => `a visit is not listed: ${line}`)];
}
