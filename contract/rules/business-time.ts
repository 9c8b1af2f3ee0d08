import { Temporal } from "temporal-polyfill";
import { business } from "../../business";

/** The moment in UTC (ISO 8601, whole seconds) of a date and time in business time. */
export function utcMoment(date: string, time: string, timeZone = business.timeZone): string {
  return Temporal.PlainDateTime.from(`${date}T${time}`)
    .toZonedDateTime(timeZone)
    .toInstant()
    .toString({ smallestUnit: "second" });
}

/**
 * Whether the clocks of the business show that time on that date and run on steadily for so long: not
 * so in the night in which they are put forward or back.
 */
export function runsSteadily(
  date: string,
  time: string,
  minutes: number,
  timeZone = business.timeZone,
): boolean {
  const day = `${date} ${timeZone}`;
  // A day's many times are asked for one after the other, and hardly any day has such a night.
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

// What follows needs no zone rules, so it does without Temporal: a function that never turns wall
// time into UTC is 20 KB smaller.

/** A UTC moment moved by minutes that really pass, so a daylight-saving change is right. */
export function addMinutes(moment: string, minutes: number): string {
  return `${new Date(Date.parse(moment) + minutes * 60_000).toISOString().slice(0, 19)}Z`;
}

/** The business's own date at a UTC moment. */
export function businessDate(moment: string, timeZone = business.timeZone): string {
  const parts = new Intl.DateTimeFormat("en", {
    ...{ timeZone, calendar: "gregory", numberingSystem: "latn" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
  }).formatToParts(new Date(moment));
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** The date a number of days after another. */
export function addDays(date: string, days: number): string {
  return new Date(midnight(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function dayOfWeek(date: string): number {
  return new Date(midnight(date)).getUTCDay() || 7;
}

const midnight = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** Minutes since midnight of "HH:MM"; "24:00" is 1440. */
export function minutesOfDay(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** "HH:MM" of minutes since midnight. */
export function timeOfDay(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
