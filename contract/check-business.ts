import { isSupportedCountry } from "libphonenumber-js/min";
import {
  type Business,
  type Holiday,
  type Language,
  type Opening,
  type ServiceCategory,
  schemaTypes,
  type Text,
  weekdays,
} from "./business";
import { minutesOfDay } from "./rules/calendar";
import { hasInvisible } from "./rules/invisible";
import { isCurrency } from "./rules/money";
import { bucketMinutes } from "./rules/visit";
import { mostServices } from "./schemas/booking-fields";
import { longestId } from "./schemas/fields";

/** One item of a table lists the open visits of a number, and holds some thousands. */
const mostOpenVisits = 1_000;

/** Throws one sentence that says what is wrong in business.ts and what would be valid. */
export function checkBusiness(business: Business): void {
  if (!/^\+[1-9]\d{6,14}$/.test(business.phone)) {
    refuse(`phone is "${business.phone}" but must be like "+237651844664"`);
  }
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(business.email)) {
    refuse(`email is "${business.email}" but must be like "hello@example.com"`);
  }
  if (!isSupportedCountry(business.country)) {
    refuse(`country is "${business.country}" but must be an ISO code of two letters like "CM"`);
  }
  if (!isTimeZone(business.timeZone)) {
    refuse(`timeZone is "${business.timeZone}" but must be an IANA zone like "Africa/Douala"`);
  }
  if (!isCurrency(business.currency)) {
    refuse(`currency is "${business.currency}" but must be an ISO 4217 code like "XAF" or "EUR"`);
  }
  const { schemaType } = business;
  if (schemaType !== undefined && !schemaTypes.includes(schemaType)) {
    refuse(`schemaType is "${schemaType}" but must be one of ${schemaTypes.join(", ")}`);
  }
  checkLanguages(business.languages);
  checkIds("category", business.categories);
  checkIds("product category", business.productCategories);
  checkIds("service", business.services);
  checkIds("staff member", business.staff);
  checkBooking(business);
  checkOpenings(business);
  business.holidays.forEach(checkHoliday);
  checkServices(business);
  checkStaff(business);
  checkTexts(business, business.languages, "business");
  for (const category of business.categories) checkStandardService(business, category);
}

function checkLanguages(languages: readonly string[]): void {
  const wrong = languages.find((language) => language !== "en" && language !== "fr");
  if (wrong !== undefined || languages.length === 0 || new Set(languages).size < languages.length) {
    refuse(
      `languages are ${JSON.stringify(languages)} but must be "en", "fr" or both, the default first`,
    );
  }
}

function checkIds(what: string, items: readonly { readonly id: string }[]): void {
  for (const [at, { id }] of items.entries()) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
      refuse(`the ${what} id "${id}" must be lower-case words with "-" between them`);
    }
    if (id.length > longestId) {
      refuse(`the ${what} id "${id}" must have at most ${longestId} characters`);
    }
    if (items.findIndex((item) => item.id === id) !== at) {
      refuse(`two ${what} entries have the id "${id}"; ids must be unique`);
    }
  }
}

function checkBooking({ booking }: Business): void {
  checkBuckets("booking.gridMinutes", booking.gridMinutes, bucketMinutes);
  checkWhole("booking.noticeMinutes", booking.noticeMinutes, 0);
  checkWhole("booking.horizonDays", booking.horizonDays, 1);
  checkWhole("booking.maxServices", booking.maxServices, 1);
  checkWhole("booking.maxOpenVisits", booking.maxOpenVisits, 1);
  checkWhole("booking.maxOwnMoves", booking.maxOwnMoves, 0);
  checkMost("booking.maxServices", booking.maxServices, mostServices);
  checkMost("booking.maxOpenVisits", booking.maxOpenVisits, mostOpenVisits);
}

function checkOpenings({ openingHours }: Business): void {
  for (const day of weekdays) {
    let previousCloses = 0;
    for (const opening of openingHours[day]) {
      const opens = minutes(opening, "opens", day);
      const closes = minutes(opening, "closes", day);
      if (closes <= opens) {
        refuse(`${day} closes at ${opening.closes} but opens at ${opening.opens}`);
      }
      if (opens < previousCloses) {
        refuse(`two openings of ${day} overlap or are not in order at ${opening.opens}`);
      }
      previousCloses = closes;
    }
  }
}

function minutes(opening: Opening, end: "opens" | "closes", day: string): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(opening[end]) ?? [];
  const midnight = end === "closes" && opening.closes === "24:00";
  if (hour === undefined && !midnight) {
    refuse(`${day} ${end} at "${opening[end]}" but a time is like "09:00"`);
  }
  const total = midnight ? 24 * 60 : Number(hour) * 60 + Number(minute);
  if (total % bucketMinutes !== 0) {
    refuse(`${day} ${end} at ${opening[end]} but times are whole quarters of an hour`);
  }
  return total;
}

function checkHoliday({ date }: Holiday): void {
  // Any leap year will do for a day that comes back every year.
  const full = /^\d{2}-\d{2}$/.test(date) ? `2028-${date}` : date;
  const parsed = new Date(`${full}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== full) {
    refuse(`the holiday date "${date}" must be a real day like "12-25" or "2027-03-26"`);
  }
}

function checkServices({ services, categories, staff, openingHours }: Business): void {
  const longest = Math.max(0, ...weekdays.flatMap((day) => openingHours[day].map(lengthOf)));
  for (const service of services) {
    const { id } = service;
    checkBuckets(`durationMinutes of ${id}`, service.durationMinutes, bucketMinutes);
    checkBuckets(`bufferMinutes of ${id}`, service.bufferMinutes, 0);
    // The buffer may outlast the opening.
    if (service.durationMinutes > longest) {
      refuse(`${id} takes longer than any opening, so nobody could book it`);
    }
    checkWhole(`price of ${id}`, service.price, 0);
    if (!categories.some((category) => category.id === service.category)) {
      refuse(`the service ${id} is in the unknown category "${service.category}"`);
    }
    if (!staff.some((member) => member.services === "all" || member.services.includes(id))) {
      refuse(`nobody on the staff does the service ${id}`);
    }
  }
}

function checkStandardService({ services }: Business, category: ServiceCategory): void {
  const { id, standardService } = category;
  if (standardService === undefined) return;
  if (!services.some((one) => one.id === standardService && one.category === id)) {
    refuse(
      `standardService of the category ${id} is "${standardService}" but must be the id of a service in it`,
    );
  }
  // A request could not tell the two apart.
  if (id !== standardService && services.some((one) => one.id === id)) {
    refuse(`the category ${id} has a standardService, so no other service may have the id "${id}"`);
  }
}

function lengthOf({ opens, closes }: Opening): number {
  return minutesOfDay(closes) - minutesOfDay(opens);
}

function checkStaff({ staff, services }: Business): void {
  for (const member of staff) {
    const named = member.services === "all" ? [] : member.services;
    const unknown = named.find((id) => !services.some((service) => service.id === id));
    if (unknown !== undefined) refuse(`${member.id} does the unknown service "${unknown}"`);
    for (const [id, { durationMinutes, price }] of Object.entries(member.terms ?? {})) {
      if (!services.some((service) => service.id === id)) {
        refuse(`${member.id} has terms for the unknown service "${id}"`);
      }
      const what = (part: string) => `${part} of ${id} with ${member.id}`;
      if (durationMinutes !== undefined) {
        checkBuckets(what("durationMinutes"), durationMinutes, bucketMinutes);
      }
      if (price !== undefined) checkWhole(what("price"), price, 0);
    }
  }
}

/** Finds every text, wherever it is, and wants it to be visible and in each language. */
function checkTexts(value: unknown, languages: readonly Language[], path: string): void {
  if (typeof value === "string" && hasInvisible(value.replaceAll("\n", ""))) {
    refuse(`${path} holds a character that nobody sees`);
  }
  if (value === null || typeof value !== "object") return;
  if ("en" in value || "fr" in value) {
    for (const language of languages) {
      if (!(value as Partial<Text>)[language]?.trim()) refuse(`${path} has no ${language} text`);
    }
  }
  for (const [key, inner] of Object.entries(value)) {
    checkTexts(inner, languages, `${path}.${key}`);
  }
}

function checkMost(what: string, value: number, most: number): void {
  if (value > most) refuse(`${what} is ${value} but must be at most ${most}`);
}

function checkBuckets(what: string, value: number, least: number): void {
  checkWhole(what, value, least);
  if (value % bucketMinutes !== 0) {
    refuse(`${what} is ${value} but must be a multiple of ${bucketMinutes}`);
  }
}

function checkWhole(what: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    refuse(`${what} is ${JSON.stringify(value)} but must be a whole number, ${least} or more`);
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

function refuse(mistake: string): never {
  throw new Error(`In business.ts, ${mistake}.`);
}
