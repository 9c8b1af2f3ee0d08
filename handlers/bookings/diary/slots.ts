/**
 * The rules of the diary: when a visit may start, and which buckets it takes. That two visits exclude
 * each other is up to the ledger.
 */
import { type Business, type Opening, weekdays } from "../../../contract/business";
import {
  addDays,
  dateIn,
  dayOfWeek,
  minutesBetween,
  minutesOfDay,
  timeOfDay,
} from "../../../contract/rules/calendar";
import { bucketMinutes, type Visit } from "../../../contract/rules/visit";
import { runsSteadily, utcMoment } from "../../../contract/rules/wall-time";

/** The openings of a date; none on a holiday or a closed weekday. */
export function openingsOn(business: Business, date: string): readonly Opening[] {
  const closed = business.holidays.some(({ date: day }) => day === date || day === date.slice(5));
  const weekday = weekdays[dayOfWeek(date) - 1];
  return closed || !weekday ? [] : business.openingHours[weekday];
}

/** Whether a date can be booked at all: open, not in the past, and within the horizon. */
export function isBookableDay(business: Business, date: string, now: string): boolean {
  const today = dateIn(business.timeZone, now);
  return (
    date >= today &&
    date <= addDays(today, business.booking.horizonDays) &&
    openingsOn(business, date).length > 0
  );
}

/**
 * The ledger's buckets that a visit at that time takes, including its buffer: 0 to 95 on its own day, and
 * from 96 on those of the day after, where the buffer reaches past midnight.
 */
export function bucketsOf(
  time: string,
  visit: Pick<Visit, "durationMinutes" | "bufferMinutes">,
): number[] {
  const first = Math.floor(minutesOfDay(time) / bucketMinutes);
  const length = Math.ceil((visit.durationMinutes + visit.bufferMinutes) / bucketMinutes);
  return Array.from({ length }, (_, index) => first + index);
}

/** The days whose ledgers a visit on this date may take: the day after, where the last buffer reaches it. */
export function datesTouched(
  business: Business,
  date: string,
  { bufferMinutes }: Pick<Visit, "bufferMinutes">,
): string[] {
  const closes = openingsOn(business, date).at(-1)?.closes ?? "00:00";
  return minutesOfDay(closes) + bufferMinutes > 1440 ? [date, addDays(date, 1)] : [date];
}

/** What is wrong with a start, as a field and the key of its sentence. */
export type StartProblem =
  | { readonly field: "date"; readonly key: "date.past" | "date.horizon" | "date.closed" }
  | { readonly field: "time"; readonly key: "time.grid" | "time.closed" | "time.notice" };

/**
 * Why a visit can't start then, whoever does it; undefined when it can.
 * @param now UTC moment, ISO 8601
 */
export function startProblem(
  business: Business,
  date: string,
  time: string,
  visit: Pick<Visit, "durationMinutes" | "bufferMinutes">,
  now: string,
): StartProblem | undefined {
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
  // The ledger counts in wall time: when the clocks change, visits in different buckets could be at the
  // same moment.
  const held = visit.durationMinutes + visit.bufferMinutes;
  if (!runsSteadily(date, time, held, business.timeZone))
    return { field: "time", key: "time.closed" };
  return undefined;
}

/**
 * Every start time of a date that keeps the rules, in order, whoever is free.
 * @param now UTC moment, ISO 8601
 */
export function startTimes(
  business: Business,
  date: string,
  visit: Pick<Visit, "durationMinutes" | "bufferMinutes">,
  now: string,
): string[] {
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
