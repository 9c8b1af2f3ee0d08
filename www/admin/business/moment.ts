import type { Language } from "../../../contract/business";
import { locales } from "../../../contract/rules/dates";

/** A moment on the clock of whoever reads it: "1 December 2026 at 09:05". */
export function momentText(moment: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    dateStyle: "long",
    timeStyle: "short",
  }).format(new Date(moment));
}
