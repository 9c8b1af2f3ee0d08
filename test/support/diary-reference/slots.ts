import { type Business, type Opening, weekdays } from "../../../contract/business";
import {
  addDays,
  dayOfWeek,
  minutesBetween,
  minutesOfDay,
  timeOfDay,
} from "../../../contract/rules/calendar";
import { dateIn, runsSteadily, utcMoment } from "./wall-time";

/** What handlers/bookings/diary/slots.ts is compared with: each start looked at alone, as text. */

interface Length {
  readonly durationMinutes: number;
  readonly bufferMinutes: number;
}

function openingsOn(business: Business, date: string): readonly Opening[] {
  const closed = business.exceptions.some(
    (days) => "date" in days && (days.date === date || days.date === date.slice(5)),
  );
  const weekday = weekdays[dayOfWeek(date) - 1];
  return closed || !weekday ? [] : business.openingHours[weekday];
}

/** Whether a date can be booked at all. */
export function isBookableDay(business: Business, date: string, now: string): boolean {
  const today = dateIn(business.timeZone, now);
  return (
    date >= today &&
    date <= addDays(today, business.booking.horizonDays) &&
    openingsOn(business, date).length > 0
  );
}

/** The ledger counted quarters of an hour then. */
const bucketMinutes = 15;

/** The buckets that a visit takes, those of the day after from 96 on. */
export function bucketsOf(time: string, visit: Length): number[] {
  const first = Math.floor(minutesOfDay(time) / bucketMinutes);
  const length = Math.ceil((visit.durationMinutes + visit.bufferMinutes) / bucketMinutes);
  return Array.from({ length }, (_, index) => first + index);
}

/** The days whose ledgers a visit may take. */
export function datesTouched(business: Business, date: string, { bufferMinutes }: Length) {
  const closes = openingsOn(business, date).at(-1)?.closes ?? "00:00";
  return minutesOfDay(closes) + bufferMinutes > 1440 ? [date, addDays(date, 1)] : [date];
}

/** Why a visit can't start then; undefined when it can. */
export function startProblem(
  business: Business,
  date: string,
  time: string,
  visit: Length,
  now: string,
): { field: string; key: string } | undefined {
  const today = dateIn(business.timeZone, now);
  if (date < today) return { field: "date", key: "date.past" };
  if (date > addDays(today, business.booking.horizonDays))
    return { field: "date", key: "date.horizon" };
  const openings = openingsOn(business, date);
  if (openings.length === 0) return { field: "date", key: "date.closed" };
  const start = minutesOfDay(time);
  const opening = openings.find(
    ({ opens, closes }) =>
      start >= minutesOfDay(opens) && start + visit.durationMinutes <= minutesOfDay(closes),
  );
  if (!opening) return { field: "time", key: "time.closed" };
  if ((start - minutesOfDay(opening.opens)) % business.booking.gridMinutes !== 0) {
    return { field: "time", key: "time.grid" };
  }
  if (
    minutesBetween(now, utcMoment(date, time, business.timeZone)) < business.booking.noticeMinutes
  ) {
    return { field: "time", key: "time.notice" };
  }
  const held = visit.durationMinutes + visit.bufferMinutes;
  if (!runsSteadily(date, time, held, business.timeZone))
    return { field: "time", key: "time.closed" };
  return undefined;
}

/** Every start time of a date that keeps the rules. */
export function startTimes(business: Business, date: string, visit: Length, now: string): string[] {
  const times: string[] = [];
  for (const { opens, closes } of openingsOn(business, date)) {
    const last = minutesOfDay(closes) - visit.durationMinutes;
    for (let start = minutesOfDay(opens); start <= last; start += business.booking.gridMinutes) {
      const time = timeOfDay(start);
      if (!startProblem(business, date, time, visit, now)) times.push(time);
    }
  }
  return times;
}
