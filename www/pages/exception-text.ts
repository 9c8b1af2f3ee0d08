import type { Days, Language } from "../../contract/business";
import { weekdays } from "../../contract/business";
import { dateText, rangeText, weekdayName } from "../../contract/rules/dates";
import { pageWords } from "./text";

/** Which days an exception is for: "25 December", "3 to 23 August", "the first Friday of the month". */
export function daysText(days: Days, language: Language): string {
  const t = pageWords[language].days;
  if ("date" in days) return dayText(days.date, language);
  if ("inMonth" in days) return t.monthly(days.inMonth, nameOf(days.weekday, language));
  if ("everyWeeks" in days) {
    const first = dayText(days.from, language);
    return t.repeated(days.days, days.everyWeeks, first);
  }
  const { from, until, weekdays: only } = days;
  const [first, last] = rangeText(fullDate(from), fullDate(until), language);
  const isOneYear = from.slice(0, 4) === until.slice(0, 4) || isYearly(from);
  const ends = [
    isOneYear ? first : dayText(from, language),
    isYearly(until) ? last : `${last} ${until.slice(0, 4)}`,
  ] as const;
  if (!only) return t.range(...ends);
  return t.weekdays(only.map((day) => nameOf(day, language)).join(", "), ...ends);
}

/** A day of every year shows no year. */
function dayText(date: string, language: Language): string {
  const text = dateText(fullDate(date), "dayMonth", language);
  return isYearly(date) ? text : `${text} ${date.slice(0, 4)}`;
}

/** 2024 allows for 29 February. */
const fullDate = (date: string) => (isYearly(date) ? `2024-${date}` : date);
const isYearly = (date: string) => date.length === "12-25".length;
const nameOf = (day: (typeof weekdays)[number], language: Language) =>
  weekdayName(weekdays.indexOf(day), language);
