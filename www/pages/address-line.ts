import type { Business, Language } from "../../contract/business";
import { say } from "../text";

/** Where the business is, in one line: street, town, country. */
export function addressLine({ address }: Pick<Business, "address">, language: Language): string {
  const town = [address.postalCode, address.city].filter(Boolean).join(" ");
  return [say(address.street, language), town, say(address.country, language)].join(", ");
}
