import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Business, Language } from "../contract/business";
import { type Dictionary, dictionaries } from "./text";

/** The pages of the site; each exists in every language. */
export type Page =
  | "home"
  | "book"
  | "manage"
  | "shop"
  | "reviews"
  | "api-docs"
  | "legal"
  | "privacy"
  | "admin";

const paths: Record<Page, string> = {
  home: "/",
  book: "/book",
  manage: "/manage",
  shop: "/shop",
  reviews: "/reviews",
  "api-docs": "/api-docs",
  legal: "/legal",
  privacy: "/privacy",
  admin: "/admin",
};

/** The address of a page in a language; the business's first language has no prefix. */
export function pagePath(
  { languages }: Pick<Business, "languages">,
  page: Page,
  language: Language,
): string {
  const path = paths[page];
  if (language === languages[0]) return path;
  return page === "home" ? `/${language}/` : `/${language}${path}`;
}

/** Whose site it is, and in which language the page is written. */
export interface SiteContext {
  readonly business: Business;
  readonly language: Language;
}

const Context = createContext<SiteContext | undefined>(undefined);

/** Tells everything below it whose site it is and which language to use. */
export function Site({
  children,
  ...context
}: SiteContext & { readonly children: ComponentChildren }) {
  return <Context.Provider value={context}>{children}</Context.Provider>;
}

/** The business, the language of the page, and the site's wording in it. */
export function useSite(): SiteContext & { readonly t: Dictionary } {
  const context = useContext(Context);
  if (!context) throw new Error("useSite needs a Site above it.");
  return { ...context, t: dictionaries[context.language] };
}
