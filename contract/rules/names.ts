import type { Business, Language } from "../business";

/** The services of a visit, like "Cornrows + Wash and treatment"; one no longer offered shows as its id. */
export function serviceNames(
  business: Business,
  serviceIds: readonly string[],
  language: Language,
): string {
  return serviceIds
    .map((id) => business.services.find((service) => service.id === id)?.name[language] ?? id)
    .join(" + ");
}

/** A staff member's name; the id of one who has left. */
export function staffName(business: Business, id: string): string {
  return business.staff.find((one) => one.id === id)?.name ?? id;
}

/** The location of the business, on one line. */
export function locationLine(business: Business, language: Language): string {
  const { street, city, country } = business.address;
  return `${business.name}, ${street[language]}, ${city}, ${country[language]}`;
}
