import { Temporal } from "temporal-polyfill";

// Apart from calendar.ts, because the rules of the world's time zones add 20 KB to a function.

/** The moment in UTC (ISO 8601, whole seconds) of a date and time on the clocks of a zone. */
export function utcMoment(date: string, time: string, timeZone: string): string {
  return Temporal.PlainDateTime.from(`${date}T${time}`)
    .toZonedDateTime(timeZone)
    .toInstant()
    .toString({ smallestUnit: "second" });
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
  const start = Temporal.PlainDateTime.from(`${date}T${time}`);
  const shown = start.toZonedDateTime(timeZone);
  return (
    shown.toPlainDateTime().equals(start) &&
    shown.add({ minutes }).toPlainDateTime().equals(start.add({ minutes }))
  );
}
