import type { Business, Language, Text } from "../business";
import { hoursText } from "../rules/amounts";
import { optionOf } from "../rules/options";
import { businessPhoneText } from "../rules/phone-text";
import { errorMessages } from "./errors";
import { fieldMessages } from "./fields";

/**
 * Every sentence of an error, or about a field, by its key. Schemas, rules and handlers name a sentence
 * by its key; only the files beside this one hold the wording.
 */
export const allMessages = {
  ...fieldMessages,
  ...errorMessages,
} as const satisfies Record<string, Text>;
export type MessageKey = keyof typeof allMessages;

/**
 * The sentence of a key in a language; a key without one gives the general "not valid". What follows a colon
 * is the id of what the sentence is about: "options.unknown:length".
 */
export function translate(business: Business, language: Language, key: string): string {
  const [name = "", about] = key.split(":");
  return fillIn(
    business,
    language,
    allMessages[name as MessageKey] ?? fieldMessages["field.invalid"],
    about,
  );
}

/** A sentence with what it says of the business filled in, and what it is about. */
export function fillIn(business: Business, language: Language, message: Text, about = ""): string {
  return message[language].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    name in fillIns ? fillIns[name as FillIn](business, language, about) : placeholder,
  );
}

const fillIns = {
  phone: (business: Business, language: Language) => businessPhoneText(business, language),
  maxServices: ({ booking }: Business) => String(booking.maxServices),
  horizonDays: ({ booking }: Business) => String(booking.horizonDays),
  gridMinutes: ({ booking }: Business) => String(booking.gridMinutes),
  languages: ({ languages }: Business) => languages.join(", "),
  notice: ({ booking }: Business, language: Language) => hoursText(booking.noticeMinutes, language),
  cancelUntil: ({ booking }: Business, language: Language) =>
    hoursText(booking.cancelUntilMinutes ?? 0, language),
  moveUntil: ({ booking }: Business, language: Language) =>
    hoursText(booking.moveUntilMinutes ?? 0, language),
  option: (business: Business, language: Language, id: string) =>
    optionOf(business, id)?.option.name[language] ?? id,
};
type FillIn = keyof typeof fillIns;
