import type { Language } from "../../contract/business";
import { typeset } from "../text";

/** What was sold, like "Cornrows + Wash and treatment"; a language it was not sold in shows its first one. */
export function soldText(
  services: readonly { readonly name: Readonly<Record<string, string>> }[],
  language: Language,
): string {
  const names = services.map(({ name }) => name[language] ?? Object.values(name)[0] ?? "");
  return typeset(names.join(" + "));
}
