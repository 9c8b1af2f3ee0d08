import * as v from "valibot";
import { type Language, languages } from "../business";
import { readEmail } from "../rules/email-address";
import { hasInvisible, visibleLines, withoutMarks } from "../rules/invisible";
import { isPlainName, withSpacedDots } from "../rules/plain-name";
import { termsSchema } from "./terms";

/** The single fields that several nouns share, as they come over the wire. */

/** Field names with the key of what is wrong; the wording of each is in wording/fields.ts. */
export type FieldProblems = Readonly<Record<string, string>>;

/** A language that the site can be written in; whether a business offers it is a rule. */
export const languageSchema = v.picklist(languages as readonly Language[], "locale.unknown");

/** The longest id of something that the owner edits. */
export const longestId = 60;

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Keys that every object has already: as keys of a record, schemas pass over them without a word. */
export const reservedKeys: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Whether a text can be the id of something that the owner edits: lower-case words with "-" between them. */
export function isOwnersId(text: string): boolean {
  return text.length <= longestId && idPattern.test(text) && !reservedKeys.includes(text);
}

/** The id of something that the owner edits. */
export function idSchema(message: string) {
  return v.pipe(
    v.string(message),
    v.maxLength(longestId, message),
    v.regex(idPattern, message),
    v.check(isOwnersId, message),
  );
}

/** Shows something; the blank of Braille does not. */
const visible = /[^\p{Cc}\p{Cf}\p{M}\p{Z}\u2800]/u;

/** One line that shows something, and nothing that nobody sees. */
export const nameSchema = v.pipe(
  v.string("name.required"),
  v.maxLength(200, "name.long"),
  v.transform(withoutMarks),
  v.trim(),
  v.check((name) => visible.test(name), "name.required"),
  v.check((name) => !hasInvisible(name), "name.characters"),
  v.maxLength(80, "name.long"),
);

/** A visitor's name; a link or a number in it would advertise itself in the salon's own mails. */
export const visitorNameSchema = v.pipe(
  nameSchema,
  v.check(isPlainName, "name.link"),
  v.transform(withSpacedDots),
  v.maxLength(80, "name.long"),
);

/** Text in lines of its own, as it is kept and shown: every line end is "\n". */
export function linesSchema(
  most: number,
  messages: { readonly type: string; readonly long: string },
) {
  return v.pipe(
    v.string(messages.type),
    // Twice as long with CRLF, and with what is taken out of it.
    v.maxLength(2 * most, messages.long),
    v.transform(visibleLines),
    v.trim(),
    v.maxLength(most, messages.long),
  );
}

/** An e-mail address, trimmed, in lower case and with its domain in A-labels. */
export const emailSchema = v.pipe(
  v.string("email.invalid"),
  v.maxLength(254, "email.invalid"),
  v.trim(),
  v.check((email) => !hasInvisible(email), "email.invalid"),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    const read = readEmail(value);
    if (read.ok) return read.email;
    addIssue({ message: read.problem });
    return NEVER;
  }),
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
  v.check((email) => !hasInvisible(email), "email.invalid"),
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
  /** With the code `terms.changed`: the length and price as they are now. */
  terms: v.optional(termsSchema),
});
export type ErrorReply = v.InferOutput<typeof errorSchema>;
