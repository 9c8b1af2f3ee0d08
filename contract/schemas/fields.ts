import * as v from "valibot";
import { business } from "../../business";
import type { Language } from "../business";

// The fields that several nouns share, as they come over the wire.

/** One of the languages of business.ts. */
export const languageSchema = v.picklist(
  [...business.languages] as [Language, ...Language[]],
  "locale.unknown",
);

/** What ends a line, controls a terminal, or turns the direction of all that is written behind it. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
const visible = /[^\p{Cc}\p{Cf}\p{M}\p{Z}]/u;

/** One line that shows something; mails and calendars can't hold the rest. */
export const nameSchema = v.pipe(
  v.string("name.required"),
  v.maxLength(200, "name.long"),
  v.transform((name) => name.replace(unprintable, " ")),
  v.trim(),
  v.check((name) => visible.test(name), "name.required"),
  v.maxLength(80, "name.long"),
);

/** Valibot's own pattern for addresses and the apostrophe, since people are called O'Brien. */
const emailAddress = /^[\w+'-]+(?:\.[\w+'-]+)*@[\da-z]+(?:[.-][\da-z]+)*\.[a-z]{2,}$/;

/** An e-mail address, trimmed and in lower case. */
export const emailSchema = v.pipe(
  v.string("email.invalid"),
  v.maxLength(254, "email.invalid"),
  v.trim(),
  v.toLowerCase(),
  v.regex(emailAddress, "email.invalid"),
);

/** How many items a page holds, as a query parameter. */
export function limitSchema(most: number, usual: number) {
  return v.optional(
    v.pipe(
      v.string("limit.invalid"),
      v.regex(/^[1-9]\d{0,3}$/, "limit.invalid"),
      v.transform(Number),
      v.maxValue(most, "limit.invalid"),
    ),
    String(usual),
  );
}

/** Where the next page starts: opaque, given back as it came. */
export const cursorSchema = v.optional(
  v.pipe(v.string("cursor.invalid"), v.regex(/^[\w-]{1,1024}$/, "cursor.invalid")),
);

/** The reply of an operation that answers 204. */
export const noReplySchema = v.undefined();
