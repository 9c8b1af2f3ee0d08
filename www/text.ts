import type { Language, Text } from "../contract/business";
import { type Dictionary, en } from "./text/en";
import { fr } from "./text/fr";

/** The site's wording by language; a language or a sentence that is missing does not compile. */
export const dictionaries: Readonly<Record<Language, Dictionary>> = { en, fr };

export type { Dictionary };

/** A text of the business in one language, with typographic apostrophes like the rest of the site. */
export function say(text: Text, language: Language): string {
  return typeset(text[language]);
}

/** A message with typographic apostrophes and French spacing. */
export function typeset(message: string): string {
  return message.replace(/'/g, "’").replace(/ ([:;!?»])/g, "\u00a0$1");
}
