import * as instant from "temporal-polyfill/fns/Instant";
import * as plain from "temporal-polyfill/fns/PlainDateTime";
import * as zoned from "temporal-polyfill/fns/ZonedDateTime";
import { minutesOfDay } from "../../../contract/rules/calendar";

/** What contract/rules/wall-time.ts is compared with: the same rules by Temporal, asked for every time anew. */

/** The moment in UTC of a date and time on the clocks of a zone. */
export function utcMoment(date: string, time: string, timeZone: string): string {
  const moment = zoned.toInstant(plain.toZonedDateTime(wallTime(date, time), timeZone));
  return instant.toString(moment, { smallestUnit: "second" });
}

/** The date that a zone's calendar shows at a UTC moment. */
export function dateIn(timeZone: string, moment: string): string {
  const asked = `${moment} ${timeZone}`;
  if (dates.areKept && dates.latest.asked === asked) return dates.latest.date;
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(new Date(moment));
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  const date = `${part("year")}-${part("month")}-${part("day")}`;
  dates.latest = { asked, date };
  return date;
}

/** Lets `dateIn` keep its last answer, so that a thousand calendars take seconds; a bench leaves that off. */
export const dates = { areKept: false, latest: { asked: "", date: "" } };

/** Whether the clocks show that time on that date and then run steadily for so many minutes. */
export function runsSteadily(
  date: string,
  time: string,
  minutes: number,
  timeZone: string,
): boolean {
  const day = `${date} ${timeZone}`;
  if (latest.day !== day) latest = { day, isSteady: isSteady(date, "00:00", 2 * 1440, timeZone) };
  return latest.isSteady || isSteady(date, time, minutes, timeZone);
}

let latest = { day: "", isSteady: false };

function wallTime(date: string, time: string) {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return plain.addMinutes(plain.create(year, month, day), minutesOfDay(time));
}

function isSteady(date: string, time: string, minutes: number, timeZone: string): boolean {
  const start = wallTime(date, time);
  const shown = plain.toZonedDateTime(start, timeZone);
  const shownEnd = zoned.toPlainDateTime(zoned.addMinutes(shown, minutes));
  return (
    plain.equals(zoned.toPlainDateTime(shown), start) &&
    plain.equals(shownEnd, plain.addMinutes(start, minutes))
  );
}
