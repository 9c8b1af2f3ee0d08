import { business } from "../../business";
import type { Language } from "../business";

/** "Cornrows + Wash and treatment": the services of a visit; one that is no longer offered keeps its id. */
export function serviceNames(serviceIds: readonly string[], language: Language): string {
  return serviceIds
    .map((id) => business.services.find((service) => service.id === id)?.name[language] ?? id)
    .join(" + ");
}

/** Where the visit is, on one line. */
export function place(language: Language): string {
  const { street, city, country } = business.address;
  return `${business.name}, ${street[language]}, ${city}, ${country[language]}`;
}

/** "Monday 23 November 2026" in the business's zone. */
export function longDate(moment: string, language: Language): string {
  return dayText(moment, language, { weekday: "long" }, longDay);
}

/** "Mon 23 Nov" in the business's zone. */
export function shortDate(moment: string, language: Language): string {
  return dayText(moment, language, { weekday: "short" }, { day: "numeric", month: "short" });
}

const longDay = { day: "numeric", month: "long", year: "numeric" } as const;

function dayText(
  moment: string,
  language: Language,
  weekday: Intl.DateTimeFormatOptions,
  day: Intl.DateTimeFormatOptions,
): string {
  // In two parts, because what stands between weekday and day differs from one ICU to the next.
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === "en" ? "en-GB" : "fr-FR", {
      ...options,
      timeZone: business.timeZone,
    }).format(new Date(moment));
  return `${part(weekday)} ${part(day)}`;
}

/** A staff member's name; one who has left keeps the id. */
export function staffName(id: string): string {
  return business.staff.find((one) => one.id === id)?.name ?? id;
}
