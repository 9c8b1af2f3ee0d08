import type { Business, Language, Text } from "../business";
import { hoursText } from "../rules/amounts";
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

/** The sentence of a key in a language; a key without one gives the general "not valid". */
export function translate(business: Business, language: Language, key: string): string {
  return fillIn(
    business,
    language,
    allMessages[key as MessageKey] ?? fieldMessages["field.invalid"],
  );
}

/** A sentence with what it says of the business filled in. */
export function fillIn(business: Business, language: Language, message: Text): string {
  return message[language].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    name in fillIns ? fillIns[name as FillIn](business, language) : placeholder,
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
};
type FillIn = keyof typeof fillIns;
