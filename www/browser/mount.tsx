import { type Attributes, type ComponentType, hydrate } from "preact";
import type { Business, Language } from "../../contract/business";
import { Site } from "../site";

/** Brings the prerendered page to life in the language it was written in. */
export function mount<Props extends object>(
  business: Business,
  App: ComponentType<Props>,
  props: Props & Attributes = {} as Props,
): void {
  const root = document.getElementById("app");
  const tag = document.documentElement.lang;
  const language: Language =
    business.languages.find((each) => each === tag) ?? business.languages[0];
  if (!root) return;
  hydrate(
    <Site business={business} language={language}>
      <App {...props} />
    </Site>,
    root,
  );
}
