import * as v from "valibot";
import { type Language, languages } from "../business";

/** The single fields that several nouns share, as they come over the wire. */

/** Field names with the key of what is wrong; the wording of each is in wording/fields.ts. */
export type FieldProblems = Readonly<Record<string, string>>;

/** A language that the site can be written in; whether a business offers it is a rule. */
export const languageSchema = v.picklist(languages as readonly Language[], "locale.unknown");

/** The longest id of something that the owner edits. */
export const longestId = 60;

/** The id of something that the owner edits: lower-case words with "-" between them. */
export function idSchema(message: string) {
  return v.pipe(
    v.string(message),
    v.maxLength(longestId, message),
    v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, message),
  );
}

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

/**
 * Valibot's own pattern for addresses and the apostrophe, since people are called O'Brien; and no part
 * that is longer than mail servers take: https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1
 */
const emailAddress =
  /^(?=[^@]{1,64}@)(?!.*[@.][\da-z-]{64})[\w+'-]+(?:\.[\w+'-]+)*@[\da-z]+(?:[.-][\da-z]+)*\.[a-z]{2,}$/;

/** An e-mail address, trimmed and in lower case. */
export const emailSchema = v.pipe(
  v.string("email.invalid"),
  v.maxLength(254, "email.invalid"),
  v.trim(),
  v.toLowerCase(),
  v.regex(emailAddress, "email.invalid"),
);

/**
 * The address that stored items are looked up by: looser than what new data has to be, so that what an
 * earlier release stored can still be found and erased.
 */
export const storedEmailSchema = v.pipe(
  v.string("email.invalid"),
  v.maxLength(254, "email.invalid"),
  v.trim(),
  v.toLowerCase(),
  v.regex(/^[^\s@]+@[^\s@]+$/, "email.invalid"),
);

/** How many of something are asked for, as a query parameter. */
export function countSchema(most: number, usual: number, message: string) {
  return v.optional(
    v.pipe(
      v.string(message),
      v.regex(/^[1-9]\d{0,3}$/, message),
      v.transform(Number),
      v.maxValue(most, message),
    ),
    String(usual),
  );
}

/** How many items a page holds, as a query parameter. */
export function limitSchema(most: number, usual: number) {
  return countSchema(most, usual, "limit.invalid");
}

/** Where the next page starts: opaque, given back as it came. */
export const cursorSchema = v.optional(
  v.pipe(v.string("cursor.invalid"), v.regex(/^[\w-]{1,1024}$/, "cursor.invalid")),
);

/** The reply of an operation that answers 204. */
export const noReplySchema = v.undefined();

/** What every operation answers when it refuses or fails. */
export const errorSchema = v.strictObject({
  /** Stable; what programs decide by. */
  code: v.string(),
  /** A sentence in the reader's language. */
  error: v.string(),
  /** What is wrong with which field, in the reader's language. */
  fields: v.optional(v.record(v.string(), v.string())),
});
export type ErrorReply = v.InferOutput<typeof errorSchema>;
