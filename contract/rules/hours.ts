import {
  type Business,
  type Days,
  type Opening,
  type StaffMember,
  type Weekday,
  weekdays,
} from "../business";
import { addDays, dayOfWeek, daysBetween, minutesOfDay } from "./calendar";

/** Which hours the business and each person keep on a date: weekly ones, exceptions and breaks. */

/** A stretch of a day in minutes since its midnight. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The openings of a date: those of an exception that names it, or its weekday's; none where closed. */
export function openingsOn(
  { exceptions, openingHours }: Pick<Business, "exceptions" | "openingHours">,
  date: string,
): readonly Opening[] {
  const exception = exceptions.find((days) => isAmong(days, date));
  return exception ? (exception.openings ?? []) : openingHours[weekdayOf(date)];
}

/** Openings as stretches. */
export function stretchesOf(openings: readonly Opening[]): Stretch[] {
  return openings.map(({ opens, closes }) => ({
    start: minutesOfDay(opens),
    end: minutesOfDay(closes),
  }));
}

/** What a person's hours depend on. */
type Worker = Pick<StaffMember, "hours" | "breaks" | "exceptions">;

/**
 * When a person works while the business is open on a date: within these of its openings, in the hours of
 * the person's own, without breaks. A stretch never reaches over two openings.
 */
export function workingStretches(
  openings: readonly Stretch[],
  worker: Worker,
  date: string,
): readonly Stretch[] {
  const weekday = weekdayOf(date);
  const exception = worker.exceptions?.find((days) => isAmong(days, date));
  const own = exception ? (exception.openings ?? []) : worker.hours?.[weekday];
  return worked(openings, own, worker, weekday);
}

/** The longest visit that a person has time for in a usual week, in minutes. */
export function longestMinutes({ openingHours }: Pick<Business, "openingHours">, worker: Worker) {
  const stretches = weekdays.flatMap((weekday) =>
    worked(stretchesOf(openingHours[weekday]), worker.hours?.[weekday], worker, weekday),
  );
  return Math.max(0, ...stretches.map(({ start, end }) => end - start));
}

function worked(
  openings: readonly Stretch[],
  own: readonly Opening[] | undefined,
  { breaks = [] }: Worker,
  weekday: Weekday,
): readonly Stretch[] {
  const hours = own && stretchesOf(own);
  return breaks
    .filter((each) => each.weekdays?.includes(weekday) ?? true)
    .reduce<readonly Stretch[]>(
      (left, { starts, ends }) =>
        left.flatMap((stretch) => without(stretch, minutesOfDay(starts), minutesOfDay(ends))),
      hours ? openings.flatMap((opening) => shared(opening, hours)) : openings,
    );
}

/** Whether a date is one of these days. */
export function isAmong(days: Days, date: string): boolean {
  if ("date" in days) return days.date === yearly(days.date, date);
  if ("inMonth" in days) return isInMonth(days, date);
  if ("everyWeeks" in days) {
    const since = daysBetween(days.from, date);
    const isBefore = days.until === undefined || date <= days.until;
    return since >= 0 && isBefore && since % (7 * days.everyWeeks) < days.days;
  }
  const { from, until, weekdays: only } = days;
  if (only && !only.includes(weekdayOf(date))) return false;
  const day = yearly(from, date);
  return from <= until ? from <= day && day <= until : from <= day || day <= until;
}

/** A date as it is compared with one that is of one year or of every year. */
function yearly(pattern: string, date: string): string {
  return pattern.length === "12-25".length ? date.slice(5) : date;
}

function isInMonth(days: Extract<Days, { readonly inMonth: string }>, date: string): boolean {
  const { inMonth, weekday, from = date, until = date } = days;
  if (weekdayOf(date) !== weekday || date < from || date > until) return false;
  if (inMonth === "last") return addDays(date, 7).slice(0, 7) !== date.slice(0, 7);
  const place = Math.floor((Number(date.slice(8)) - 1) / 7);
  return place === { first: 0, second: 1, third: 2, fourth: 3 }[inMonth];
}

function weekdayOf(date: string): Weekday {
  return weekdays[dayOfWeek(date) - 1] ?? "monday";
}

/** The parts of a stretch that are in one of these, too. */
function shared({ start, end }: Stretch, others: readonly Stretch[]): Stretch[] {
  return others
    .map((other) => ({ start: Math.max(start, other.start), end: Math.min(end, other.end) }))
    .filter((part) => part.start < part.end);
}

/** What is left of a stretch without the time from one minute to another. */
function without(stretch: Stretch, from: number, to: number): Stretch[] {
  return shared(stretch, [
    { start: 0, end: from },
    { start: to, end: 1440 },
  ]);
}
