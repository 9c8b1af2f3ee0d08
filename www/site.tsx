import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import { business } from "../business";
import type { Language } from "../contract/business";
import { phoneText as inGroups } from "../contract/rules/phone-text";
import { type Dictionary, dictionaries } from "./text";

/** The pages of the site; each exists in every language. */
export type Page = "home" | "book" | "manage" | "shop" | "reviews" | "api-docs" | "admin";

const paths: Record<Page, string> = {
  home: "/",
  book: "/book",
  manage: "/manage",
  shop: "/shop",
  reviews: "/reviews",
  "api-docs": "/api-docs",
  admin: "/admin",
};

/** The address of a page in a language; the business's first language has no prefix. */
export function pagePath(page: Page, language: Language): string {
  const path = paths[page];
  if (language === business.languages[0]) return path;
  return page === "home" ? `/${language}/` : `/${language}${path}`;
}

/** The business's telephone number as people read it. */
export const phoneText = inGroups(business.phone);

const LanguageContext = createContext<Language>(business.languages[0]);

/** Gives everything below it its language. */
export function Site(props: { language: Language; children: ComponentChildren }) {
  return (
    <LanguageContext.Provider value={props.language}>{props.children}</LanguageContext.Provider>
  );
}

/** The language of the page and its wording. */
export function useSite(): { language: Language; t: Dictionary } {
  const language = useContext(LanguageContext);
  return { language, t: dictionaries[language] };
}
