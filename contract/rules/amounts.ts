import type { Language } from "../business";

/**
 * Durations and numbers as each language writes them. Formatted by hand, so that the build
 * and every browser agree to the last space.
 */

const noBreak = "\u00a0";

/** A whole number: "25,000" or "25 000". */
export function wholeNumber(count: number, language: Language): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, language === "fr" ? noBreak : ",");
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

/** A time in words: "2 hours", "45 minutes". */
export function hoursText(minutes: number, language: Language): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  const hours = minutes / 60;
  const unit = { en: hours === 1 ? "hour" : "hours", fr: hours === 1 ? "heure" : "heures" };
  return `${hours} ${unit[language]}`;
}
