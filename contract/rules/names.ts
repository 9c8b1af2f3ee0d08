import type { Business, Language } from "../business";
import { type ChosenOptions, nameWithOptions } from "./options";

/** The services of a visit, like "Cornrows + Wash and treatment"; one no longer offered shows as its id. */
export function serviceNames(
  business: Business,
  serviceIds: readonly string[],
  language: Language,
  options?: ChosenOptions,
): string {
  return serviceIds
    .map((id) => {
      const service = business.services.find((one) => one.id === id);
      return service ? nameWithOptions(service, options)[language] : id;
    })
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
