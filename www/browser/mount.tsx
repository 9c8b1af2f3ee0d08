import { type ComponentType, hydrate } from "preact";
import { business } from "../../business";
import type { Language } from "../../contract/business";
import { Site } from "../site";

/** Brings the prerendered page to life in the language it was written in. */
export function mount(App: ComponentType): void {
  const root = document.getElementById("app");
  const tag = document.documentElement.lang;
  const language: Language =
    business.languages.find((each) => each === tag) ?? business.languages[0];
  if (!root) return;
  hydrate(
    <Site language={language}>
      <App />
    </Site>,
    root,
  );
}
