import type { CountryCode } from "libphonenumber-js/min";
import { isSupportedCountry } from "libphonenumber-js/min";
import * as v from "valibot";
import {
  type Business,
  bookables,
  confirmations,
  drawings,
  languages,
  publications,
  schemaTypes,
} from "../business";
import { isCurrency } from "../rules/money";
import { bucketMinutes } from "../rules/visit";
import { mostServices } from "../schemas/booking-fields";
import type { BusinessWords } from "../wording/business";
import { type Fields, fieldsIn } from "./fields";
import { hoursIn } from "./hours";

/** One item of a table lists the open visits of a number, and holds some thousands. */
const mostOpenVisits = 1_000;

/** As many as fit on a phone beside a service, and behind its name. */
const mostOptions = 4;
const mostChoices = 8;

/** Thirty days to answer a request, and a week to remind; the sweep of each hour looks that far. */
const longestAnswerHours = 30 * 24;
const longestReminderHours = 7 * 24;

/**
 * The shape of a business document: what `Business` says, to the last key, and the limits of its values.
 * What its parts say of each other is in cross-checks.ts.
 */
export function businessSchema(words: BusinessWords) {
  const fields = fieldsIn(words);
  const { checked, id, like, list, object, oneOf, some, string, text, wants, whole } = fields;
  const hours = hoursIn(words, fields);
  const picture = pictureIn(fields);
  const service = serviceIn(fields);
  const entry = object({ id, name: text });
  const language = oneOf(languages);
  const colour = like(/^#[0-9a-f]{6}$/, "#1d4d3a");
  return object({
    name: string,
    schemaType: v.optional(oneOf(schemaTypes)),
    tagline: text,
    about: text,
    phrases: object({ team: text, teamLead: text, closing: text, noteHint: text, shop: text }),
    phone: like(/^\+[1-9]\d{6,14}$/, "+237651844664"),
    email: like(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "hello@example.com"),
    address: addressIn(fields),
    legal: v.optional(legalNoticeIn(fields)),
    country: v.custom<CountryCode>(
      (code) => typeof code === "string" && isSupportedCountry(code),
      wants(words.country),
    ),
    timeZone: checked(isTimeZone, words.timeZone),
    currency: checked(isCurrency, words.currency),
    languages: v.pipe(
      v.tupleWithRest([language], language, wants(words.languages)),
      v.check((all) => new Set(all).size === all.length, wants(words.languages)),
    ),
    openingHours: hours.openingHours,
    exceptions: hours.openingExceptions,
    booking: object({
      gridMinutes: fields.minutes(bucketMinutes, bucketMinutes),
      noticeMinutes: whole(0),
      horizonDays: whole(1),
      maxServices: whole(1, mostServices),
      maxOpenVisits: whole(1, mostOpenVisits),
      maxOwnMoves: whole(0),
      cancelUntilMinutes: v.optional(whole(0)),
      moveUntilMinutes: v.optional(whole(0)),
      confirmation: v.optional(oneOf(confirmations)),
      answerWithinHours: v.optional(whole(1, longestAnswerHours)),
      reminderHours: v.optional(whole(0, longestReminderHours)),
    }),
    reviews: v.optional(object({ publication: v.optional(oneOf(publications)) })),
    logo: v.optional(picture),
    drawings: v.optional(oneOf(drawings)),
    colours: v.optional(object({ main: colour, accent: colour, background: colour })),
    categories: list(object({ id, name: text, standardService: v.optional(id) })),
    services: list(service),
    staff: some(
      object({
        id,
        name: string,
        role: text,
        services: servicesIn(words, fields),
        terms: v.optional(v.record(id, termsIn(fields), wants(words.terms))),
        hours: v.optional(hours.ownHours),
        breaks: v.optional(hours.breaks),
        exceptions: v.optional(hours.staffExceptions),
        photo: v.optional(picture),
      }),
    ),
    productCategories: some(entry),
  });
}

function serviceIn(fields: Fields) {
  const { id, minutes, object, oneOf, someOf, text, trueOrFalse, whole } = fields;
  return object({
    id,
    name: text,
    description: text,
    durationMinutes: minutes(bucketMinutes, bucketMinutes),
    bufferMinutes: minutes(bucketMinutes, 0),
    bufferBeforeMinutes: v.optional(minutes(bucketMinutes, 0)),
    gap: v.optional(
      object({
        afterMinutes: minutes(bucketMinutes, bucketMinutes),
        minutes: minutes(bucketMinutes, bucketMinutes),
      }),
    ),
    price: whole(0),
    isFromPrice: v.optional(trueOrFalse),
    options: v.optional(someOf(optionIn(fields), 1, mostOptions)),
    category: id,
    bookable: v.optional(oneOf(bookables)),
  });
}

function optionIn({ id, minutes, object, someOf, text, whole }: Fields) {
  const choice = object({
    id,
    name: text,
    addedMinutes: v.optional(minutes(bucketMinutes, 0)),
    addedPrice: v.optional(whole(0)),
  });
  return object({ id, name: text, choices: someOf(choice, 2, mostChoices) });
}

function termsIn({ minutes, object, whole }: Fields) {
  return object({
    durationMinutes: v.optional(minutes(bucketMinutes, bucketMinutes)),
    price: v.optional(whole(0)),
  });
}

function servicesIn(words: BusinessWords, { id, list, wants }: Fields) {
  const all = v.literal("all", wants(words.allOrList));
  const named = list(id);
  return v.lazy((input): typeof all | typeof named => (Array.isArray(input) ? named : all));
}

function pictureIn({ like, object, text, whole }: Fields) {
  return object({
    path: like(/^[\w-]+(\/[\w-]+)*\.(jpe?g|png|webp|avif)$/, "team/petra.jpg"),
    widthPixels: whole(1),
    heightPixels: whole(1),
    alt: text,
  });
}

function addressIn({ between, like, object, string, text }: Fields) {
  return object({
    street: text,
    district: string,
    postalCode: v.optional(string),
    city: string,
    country: text,
    mapUrl: like(/^https:\/\/\S+$/, "https://www.openstreetmap.org/?mlat=4.07&mlon=9.66"),
    geo: v.optional(object({ latitude: between(-90, 90), longitude: between(-180, 180) })),
  });
}

function legalNoticeIn({ object, string, text }: Fields) {
  return object({
    publisher: string,
    form: v.optional(text),
    registration: v.optional(object({ register: string, number: string })),
    vatNumber: v.optional(string),
    director: v.optional(string),
    host: object({ name: string, address: string, phone: v.optional(string) }),
  });
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** A type with everything in it read-only and written out, so that two of them can be compared. */
type Plain<T> = T extends string | number | boolean | undefined
  ? T
  : { readonly [Key in keyof T]: Plain<T[Key]> };
type Same<One, Other> =
  (<T>() => T extends Plain<One> ? 1 : 2) extends <T>() => T extends Plain<Other> ? 1 : 2
    ? true
    : false;

/** The compiler refuses it where the schema and the type `Business` are not the same. */
export const isBusinessType: Same<
  v.InferOutput<ReturnType<typeof businessSchema>>,
  Business
> = true;
