import { typeset } from "../../text";
import { isObject, type Json } from "./json";

/** What an entry of a list is called. */
export function nameOf(item: Json | undefined, language: string): string {
  const name = isObject(item) ? item.name : undefined;
  if (isObject(name)) return typeset(String(name[language] || name.en || name.fr || ""));
  return typeof name === "string" ? name : "";
}
