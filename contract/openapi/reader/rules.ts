import type { GenericSchema } from "valibot";
import type { Business } from "../../business";
import { codeStatuses } from "../../errors/statuses";
import { phoneSchema } from "../../schemas/bookings";
import { answerSchema, messageSchema } from "../../schemas/feedback";
import {
  emailSchema,
  errorSchema,
  languageSchema,
  nameSchema,
  visitorNameSchema,
} from "../../schemas/fields";
import { bilingualNameSchema, productNameSchema } from "../../schemas/products";
import type { Model } from "../model";

/** Something that shows: no space, control character, combining mark or invisible character. */
const visible =
  "[^\\s\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u0300-\\u036f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]";

/** The addresses that need no conversion; rules/email-address.ts takes international domains, too. */
const emailAddress =
  "^[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+(\\.[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z]{2,}$";

/**
 * The rules of a schema that its conversion misses, because the schema checks them in code or only
 * after it has trimmed the value.
 */
export function unwrittenRules({
  languages,
}: Pick<Business, "languages">): ReadonlyMap<GenericSchema, Model> {
  return new Map<GenericSchema, Model>([
    [nameSchema, { minLength: 1, pattern: visible }],
    [visitorNameSchema, { minLength: 1, pattern: visible }],
    [productNameSchema, { pattern: "\\S" }],
    [messageSchema, { pattern: "\\S" }],
    [answerSchema, { pattern: "\\S" }],
    [phoneSchema, { pattern: "^[ ]*\\+?[0-9][0-9 ().-]{4,}$" }],
    [emailSchema, { format: "email", pattern: emailAddress }],
    [languageSchema, { enum: languages }],
    [bilingualNameSchema, { required: languages }],
    [errorSchema, { properties: { code: { enum: Object.keys(codeStatuses) } } }],
  ]);
}
