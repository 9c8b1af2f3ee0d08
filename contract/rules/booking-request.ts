import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Business } from "../business";
import type { BookingRequest } from "../schemas/bookings";
import type { FieldProblems } from "../schemas/fields";
import { choiceProblems } from "./choice";

// In a file of its own, because the phone number plans of the world add 30 KB to a zip and only booking
// needs them.

/**
 * Checks a request to book against the business, as the form and the function both do: services,
 * person and language that it has, and a phone number that exists, which comes back as E.164.
 */
export function checkRequest(
  business: Business,
  request: BookingRequest,
):
  | { readonly ok: true; readonly request: BookingRequest }
  | { readonly ok: false; readonly fields: FieldProblems } {
  const fields = requestProblems(business, request);
  const phone = toE164(business, request.phone);
  return phone === undefined || Object.keys(fields).length > 0
    ? { ok: false, fields }
    : { ok: true, request: { ...request, phone } };
}

/** What is wrong with a request that may not be complete yet; empty where nothing is. */
export function requestProblems(
  business: Business,
  { phone, locale, ...choice }: Partial<BookingRequest>,
): FieldProblems {
  const isWrongPhone = phone !== undefined && toE164(business, phone) === undefined;
  return {
    ...(isWrongPhone && { phone: "phone.invalid" }),
    ...(locale && !business.languages.includes(locale) && { locale: "locale.unknown" }),
    ...choiceProblems(business, choice),
  };
}

/** What people write between groups, as a keyboard, a contact list or a web page has it. */
const separators =
  /[\p{Z}\p{Pd}\s\u00b7\u2022\u2027\u2219\u22c5\u30fb'\u2018\u2019\u02bc\u2032`\u00b4.]+/gu;

/** A phone number in E.164; one without a prefix is of the business's country. */
export function toE164({ country }: Pick<Business, "country">, typed: string): string | undefined {
  // A number that was copied is often wrapped in marks of direction, which nobody sees.
  const plain = typed
    .replace(/\p{Cf}+/gu, "")
    .replace(separators, " ")
    .trim();
  const phone = parsePhoneNumberFromString(plain, country);
  return phone?.isValid() && !phone.ext ? phone.number : undefined;
}
