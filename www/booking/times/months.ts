import type { Business, Language } from "../../../contract/business";
import { addDays, dateIn, dayOfWeek, daysBetween } from "../../../contract/rules/calendar";
import { locales } from "../../../contract/rules/dates";
import type { Days } from "./use-availability";

type Horizon = Pick<Business, "timeZone" | "booking">;

/** The month of a date, "2026-12". */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** A month in words: "December 2026". */
export function monthText(month: string, language: Language): string {
  const style = { month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locales[language], style).format(new Date(`${month}-01`));
}

/** The month before or after another one. */
export function monthBeside(month: string, step: -1 | 1): string {
  return monthOf(addDays(`${month}-01`, step === 1 ? 31 : -1));
}

/** The days of a month that can be booked; undefined where none can. */
export function bookableDays(
  { timeZone, booking }: Horizon,
  month: string,
  now: Date,
): Days | undefined {
  const today = dateIn(timeZone, now);
  const horizon = addDays(today, booking.horizonDays);
  const dates = datesOf(month);
  const from = [today, dates[0] ?? ""].sort()[1] as string;
  const to = [horizon, dates.at(-1) ?? ""].sort()[0] as string;
  return from > to ? undefined : { from, days: daysBetween(from, to) + 1 };
}

/** A month in weeks from Monday on; "" before its first and after its last day. */
export function weeksOf(month: string): string[][] {
  const dates = datesOf(month);
  const before = dayOfWeek(dates[0] ?? "") - 1;
  const cells = [...Array.from({ length: before }, () => ""), ...dates];
  while (cells.length % 7 > 0) cells.push("");
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(7 * week, 7 * week + 7));
}

function datesOf(month: string): string[] {
  const first = `${month}-01`;
  return Array.from({ length: 31 }, (_, day) => addDays(first, day)).filter(
    (date) => monthOf(date) === month,
  );
}
