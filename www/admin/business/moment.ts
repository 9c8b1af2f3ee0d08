import type { Language } from "../../../contract/business";
import { dateText, locales } from "../../../contract/rules/dates";

/** A moment on the clock of whoever reads it: "1 December 2026, 09:05". */
export function momentText(moment: string, language: Language): string {
  const at = new Date(moment);
  const two = (part: number) => String(part).padStart(2, "0");
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = new Intl.DateTimeFormat(locales[language], { timeStyle: "short" }).format(at);
  return `${dateText(date, "long", language)}, ${time}`;
}
