import type { Language } from "../../contract/business";
import { type SiteContext, useSite } from "../site";
import { en, type PageWords } from "./text/en";
import { fr } from "./text/fr";

export type { PageWords };

/** The wording of the built pages by language; a sentence that is missing does not compile. */
export const pageWords: Readonly<Record<Language, PageWords>> = { en, fr };

/** The business, the language of the page, and the wording of the built pages in it. */
export function usePageWords(): SiteContext & { readonly t: PageWords } {
  const { business, language } = useSite();
  return { business, language, t: pageWords[language] };
}
