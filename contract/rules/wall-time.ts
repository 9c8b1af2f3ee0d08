import * as instant from "temporal-polyfill/fns/Instant";
import * as plain from "temporal-polyfill/fns/PlainDateTime";
import * as zoned from "temporal-polyfill/fns/ZonedDateTime";
import { minutesOfDay } from "./calendar";

// Apart from calendar.ts, because the rules of the world's time zones add 20 KB to a function.

/** The moment in UTC (ISO 8601, whole seconds) of a date and time on the clocks of a zone. */
export function utcMoment(date: string, time: string, timeZone: string): string {
  const moment = zoned.toInstant(plain.toZonedDateTime(wallTime(date, time), timeZone));
  return instant.toString(moment, { smallestUnit: "second" });
}

function wallTime(date: string, time: string) {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return plain.addMinutes(plain.create(year, month, day), minutesOfDay(time));
}

/**
 * Whether the clocks of a zone show that time on that date and then run steadily for so many minutes,
 * unlike in the nights in which they are put forward or back.
 */
export function runsSteadily(
  date: string,
  time: string,
  minutes: number,
  timeZone: string,
): boolean {
  const day = `${date} ${timeZone}`;
  // The times of a day are asked for one after another, and hardly any day has such a night.
  if (latest.day !== day) latest = { day, isSteady: isSteady(date, "00:00", 2 * 1440, timeZone) };
  return latest.isSteady || isSteady(date, time, minutes, timeZone);
}

let latest = { day: "", isSteady: false };

function isSteady(date: string, time: string, minutes: number, timeZone: string): boolean {
  const start = wallTime(date, time);
  const shown = plain.toZonedDateTime(start, timeZone);
  const shownEnd = zoned.toPlainDateTime(zoned.addMinutes(shown, minutes));
  return (
    plain.equals(zoned.toPlainDateTime(shown), start) &&
    plain.equals(shownEnd, plain.addMinutes(start, minutes))
  );
}
