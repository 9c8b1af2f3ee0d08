import { business } from "../../../business";
import { timeOfDay } from "../../../contract/rules/calendar";
import { canBecome, releasesTime } from "../../../contract/rules/status";
import { bucketMinutes } from "../../../contract/rules/visit";
import type { Booking } from "../../../handlers/bookings/booking";
import {
  type ContactKey,
  type ContactVisit,
  contactIn,
  contactKeysOf,
} from "../../../handlers/bookings/contacts";
import { heldBy, timeHeld } from "../../../handlers/bookings/diary/held";
import { staffDayOf, takenTimes } from "../../../handlers/bookings/diary/ledger";
import { bucketsByDay } from "../../../handlers/bookings/diary/ledger-changes";
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
  held,
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
  const due = sold && timeHeld(appointmentTime, sold);
  if (due && (String(due.buckets) !== String(buckets) || String(due.held) !== String(held))) {
    say(`holds ${held} and ${buckets} for a visit at ${appointmentTime}`);
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
  for (const booking of stored) {
    const { bookingId, status, staff } = booking;
    if (releasesTime(status)) continue;
    for (const [date, buckets] of bucketsByDay(heldBy(booking))) {
      for (const bucket of buckets) {
        const place = `${staffDayOf(staff, date)} ${timeOfDay(bucket * bucketMinutes)}`;
        const other = held.get(place);
        if (other)
          differences.push(`${overlapping}: ${place} is held by ${other} and ${bookingId}`);
        held.set(place, bookingId);
      }
    }
  }
  for (const day of days) {
    for (const { from, to, bookingId } of takenTimes(day)) {
      for (let minute = from; minute < to; minute += bucketMinutes) {
        const place = `${day.staffDay} ${timeOfDay(minute)}`;
        if (held.get(place) !== bookingId) {
          differences.push(`the ledger gives ${place} to ${bookingId}, not ${held.get(place)}`);
        }
        held.delete(place);
      }
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
