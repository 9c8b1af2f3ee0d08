import type { Language } from "../business";

/** Dates and times of day in words, as each language writes them, in pages, mails and SMS alike. */

/** The locale whose date formats each language uses. */
export const locales: Readonly<Record<Language, string>> = { en: "en-GB", fr: "fr-FR" };

const noBreak = "\u00a0";

/** How much of a date is written out. */
export type DateStyle = "full" | "long" | "short" | "dayMonth" | "weekday" | "weekdayShort" | "day";

const dateStyles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  long: { day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short" },
  dayMonth: { day: "numeric", month: "long" },
  weekday: { weekday: "long", day: "numeric", month: "long" },
  weekdayShort: { weekday: "short" },
  day: { day: "numeric" },
};

/** A calendar date "2026-11-23" in words; a date has no zone, so none is applied. */
export function dateText(date: string, style: DateStyle, language: Language): string {
  return written(language, dateStyles[style], date);
}

/** "Monday 23 November 2026", for a mail. */
export function longDate(date: string, language: Language): string {
  return `${written(language, { weekday: "long" }, date)} ${dateText(date, "long", language)}`;
}

/** "Mon 23 Nov", for an SMS. */
export function shortDate(date: string, language: Language): string {
  // In two parts, because what stands between weekday and day differs from one ICU to the next.
  return `${written(language, { weekday: "short" }, date)} ${dateText(date, "short", language)}`;
}

function written(language: Language, options: Intl.DateTimeFormatOptions, date: string): string {
  const text = new Intl.DateTimeFormat(locales[language], { ...options, timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
  // Intl leaves out what every French calendar has: "1er décembre".
  return language === "fr" ? text.replace(/(^|\s)1(?=\s)/, "$11er") : text;
}

/** Two dates for "from … to …"; the first omits the month if it is the same. */
export function rangeText(from: string, to: string, language: Language): [string, string] {
  const [first, last] = [from, to].map((date) => dateText(date, "dayMonth", language));
  const day = from.slice(0, 7) === to.slice(0, 7) ? first?.split(" ")[0] : first;
  return [day ?? "", last ?? ""];
}

/** The name of a weekday, Monday being 0. */
export function weekdayName(index: number, language: Language): string {
  // 2024-01-01 was a Monday.
  return written(language, { weekday: "long" }, `2024-01-0${index + 1}`);
}

/** A time of day "09:30" as people write it: "09:30", in French "9 h 30" and "10 h". */
export function clockText(time: string, language: Language): string {
  if (language === "en") return time;
  const [hours = "", minutes = ""] = time.split(":");
  const hour = `${Number(hours)}${noBreak}h`;
  return minutes === "00" ? hour : `${hour}${noBreak}${minutes}`;
}
