import { business } from "../business";
import type { Language } from "../contract/business";

/**
 * Money, durations, dates and times as each language writes them. Prices and durations are put
 * together by hand so that the build and every browser agree to the last space.
 */

const noBreak = "\u00a0";
const locales: Record<Language, string> = { en: "en-GB", fr: "fr-FR" };

/** A whole number: "25,000" or "25 000". */
export function wholeNumber(count: number, language: Language): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, language === "fr" ? noBreak : ",");
}

/** Whole francs: "25,000 FCFA" or "25 000 FCFA". */
export function price(xaf: number, language: Language): string {
  return `${wholeNumber(xaf, language)}${noBreak}FCFA`;
}

/** One decimal: "4.6" or "4,6". */
export function decimal(value: number, language: Language): string {
  return value.toFixed(1).replace(".", language === "fr" ? "," : ".");
}

/** A part of a whole in whole per cent: "60%" or "60 %". */
export function percent(part: number, whole: number, language: Language): string {
  const share = whole === 0 ? 0 : Math.round((100 * part) / whole);
  return `${share}${language === "fr" ? noBreak : ""}%`;
}

/** "45 min", "4 h", "1 h 30". */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}${noBreak}min`;
  if (rest === 0) return `${hours}${noBreak}h`;
  return `${hours}${noBreak}h${noBreak}${String(rest).padStart(2, "0")}`;
}

/** A business time "09:30" as people write it: "09:30" or "9 h 30". */
export function clock(time: string, language: Language): string {
  if (language === "en") return time;
  const [hours = "", minutes = ""] = time.split(":");
  return `${Number(hours)}${noBreak}h${noBreak}${minutes}`;
}

/** How much of a date is written out. */
export type DateStyle = "full" | "long" | "dayMonth" | "weekday" | "weekdayShort" | "day";

const dateStyles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  long: { day: "numeric", month: "long", year: "numeric" },
  dayMonth: { day: "numeric", month: "long" },
  weekday: { weekday: "long", day: "numeric", month: "long" },
  weekdayShort: { weekday: "short" },
  day: { day: "numeric" },
};

/** A calendar date "2026-11-23" in words; a date has no zone, so none is applied. */
export function dateText(date: string, style: DateStyle, language: Language): string {
  const text = new Intl.DateTimeFormat(locales[language], {
    ...dateStyles[style],
    timeZone: "UTC",
  }).format(new Date(`${date}T00:00:00Z`));
  // Intl leaves out what every French calendar has: "1er décembre".
  return language === "fr" ? text.replace(/(^|\s)1(?=\s)/, "$11er") : text;
}

/** Two dates as they stand in "from … to …"; the first leaves out a month that they share. */
export function rangeText(from: string, to: string, language: Language): [string, string] {
  const [first, last] = [from, to].map((date) => dateText(date, "dayMonth", language));
  const day = from.slice(0, 7) === to.slice(0, 7) ? first?.split(" ")[0] : first;
  return [day ?? "", last ?? ""];
}

/** The name of a weekday, Monday being 0. */
export function weekdayName(index: number, language: Language): string {
  // 2024-01-01 was a Monday.
  return new Intl.DateTimeFormat(locales[language], { weekday: "long", timeZone: "UTC" }).format(
    new Date(Date.UTC(2024, 0, 1 + index)),
  );
}

/** The date of a moment in the business's zone, "YYYY-MM-DD". */
export function businessDate(moment: Date): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: business.timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(moment);
  const part = (type: string) => parts.find((piece) => piece.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** The date that many days later. */
export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/**
 * A moment on the visitor's own clock where that differs from the business's, with the day where it
 * is another one; undefined where the two clocks agree. The visitor's zone is the browser's unless given.
 */
export function visitorClock(
  startsAt: string,
  language: Language,
  visitorZone?: string,
): string | undefined {
  const moment = new Date(startsAt);
  const write = (timeZone?: string) => {
    const parts = new Intl.DateTimeFormat(locales[language], {
      weekday: "long",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone,
    }).formatToParts(moment);
    const part = (type: string) => parts.find((piece) => piece.type === type)?.value ?? "";
    return `${part("weekday")}${noBreak}${clock(`${part("hour")}:${part("minute")}`, language)}`;
  };
  const here = write(visitorZone);
  return here === write(business.timeZone) ? undefined : here;
}

/** True where the visitor's clock differs from the business's at that moment. */
export function zonesDiffer(moment: Date): boolean {
  return visitorClock(moment.toISOString(), "en") !== undefined;
}
