import { type Attributes, type ComponentType, hydrate } from "preact";
import type { Language } from "../../contract/business";
import { readPageBusiness } from "../page-business";
import { Site } from "../site";

/** Brings the prerendered page to life with the business and in the language it was written with. */
export function mount<Props extends object>(
  App: ComponentType<Props>,
  props: Props & Attributes = {} as Props,
): void {
  const root = document.getElementById("app");
  const business = readPageBusiness(document);
  if (!root || !business) return;
  const tag = document.documentElement.lang;
  const language: Language =
    business.languages.find((each) => each === tag) ?? business.languages[0];
  hydrate(
    <Site business={business} language={language}>
      <App {...props} />
    </Site>,
    root,
  );
}
