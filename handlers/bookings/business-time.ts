import { Temporal } from "temporal-polyfill";
import { business } from "../../business";

/** The moment in UTC (ISO 8601, whole seconds) of a date and time in business time. */
export function utcMoment(date: string, time: string, timeZone = business.timeZone): string {
  return Temporal.PlainDateTime.from(`${date}T${time}`)
    .toZonedDateTime(timeZone)
    .toInstant()
    .toString({ smallestUnit: "second" });
}

/** A UTC moment moved by minutes that really pass, so a daylight-saving change is right. */
export function addMinutes(moment: string, minutes: number): string {
  return Temporal.Instant.from(moment).add({ minutes }).toString({ smallestUnit: "second" });
}

/** Whole minutes from one UTC moment to a later one; negative when it is earlier. */
export function minutesBetween(from: string, to: string): number {
  return Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total("minutes");
}

/** The business's own date at a UTC moment. */
export function businessDate(moment: string, timeZone = business.timeZone): string {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The date a number of days after another. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** 1 is Monday, 7 is Sunday. */
export function dayOfWeek(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** Minutes since midnight of "HH:MM"; "24:00" is 1440. */
export function minutesOfDay(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** "HH:MM" of minutes since midnight. */
export function timeOfDay(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
