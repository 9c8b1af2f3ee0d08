import { offsetMs } from "./zone-offsets";

/** Dates and times of day as text: "YYYY-MM-DD" and "HH:MM". From a zone's clocks to UTC leads wall-time.ts. */

/** A UTC moment moved by elapsed minutes, whatever the clocks do meanwhile. */
export function addMinutes(moment: string, minutes: number): string {
  return `${new Date(Date.parse(moment) + minutes * 60_000).toISOString().slice(0, 19)}Z`;
}

/** Minutes from one UTC moment to a later one; negative when it is earlier. */
export function minutesBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}

/** The latest of some UTC moments; of equal ones the first. */
export function latest(first: string, ...others: readonly string[]): string {
  return others.reduce((one, other) => (Date.parse(other) > Date.parse(one) ? other : one), first);
}

/** A UTC moment in whole seconds since 1970, as DynamoDB's TTL counts. */
export function unixSeconds(moment: string): number {
  return Math.floor(Date.parse(moment) / 1000);
}

/** The moment a day after another, as DynamoDB's TTL counts. */
export function unixSecondsDayAfter(moment: string): number {
  return unixSeconds(moment) + 86_400;
}

/** Whether a text is a date that exists in the calendar, "YYYY-MM-DD". */
export function isRealDate(text: string): boolean {
  const dateMs = /^\d{4}-\d\d-\d\d$/.test(text) ? midnight(text) : Number.NaN;
  return !Number.isNaN(dateMs) && new Date(dateMs).toISOString().startsWith(text);
}

/** The date that a zone's calendar shows at a UTC moment. */
export function dateIn(timeZone: string, moment: string | Date): string {
  return shownIn(timeZone, moment).slice(0, 10);
}

/** The time of day that a zone's clocks show at a UTC moment. */
export function timeIn(timeZone: string, moment: string | Date): string {
  return shownIn(timeZone, moment).slice(11, 16);
}

function shownIn(timeZone: string, moment: string | Date): string {
  const momentMs = new Date(moment).getTime();
  return new Date(momentMs + offsetMs(timeZone, momentMs)).toISOString();
}

/** The date a number of days after another. */
export function addDays(date: string, days: number): string {
  return new Date(midnight(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Days from one date to a later one; negative when it is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
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
