import type { Language } from "../../contract/business";
import { useSite } from "../site";
import { type AdminWords, en } from "./text/en";
import { fr } from "./text/fr";

export type { AdminWords };

/** The owner's wording by language; a sentence that is missing does not compile. */
export const adminWords: Readonly<Record<Language, AdminWords>> = { en, fr };

/** The language of the page and the owner's wording in it. */
export function useWords(): { language: Language; t: AdminWords } {
  const { language } = useSite();
  return { language, t: adminWords[language] };
}
