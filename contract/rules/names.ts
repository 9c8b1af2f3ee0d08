import type { Business, Language } from "../business";

/** "Cornrows + Wash and treatment": the services of a visit; one that is no longer offered keeps its id. */
export function serviceNames(
  business: Business,
  serviceIds: readonly string[],
  language: Language,
): string {
  return serviceIds
    .map((id) => business.services.find((service) => service.id === id)?.name[language] ?? id)
    .join(" + ");
}

/** A staff member's name; one who has left keeps the id. */
export function staffName(business: Business, id: string): string {
  return business.staff.find((one) => one.id === id)?.name ?? id;
}

/** Where the business is, on one line. */
export function locationLine(business: Business, language: Language): string {
  const { street, city, country } = business.address;
  return `${business.name}, ${street[language]}, ${city}, ${country[language]}`;
}
