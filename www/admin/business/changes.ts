import { type Language, weekdays } from "../../../contract/business";
import { type Difference, differences } from "../../../contract/business/differences";
import { weekdayName } from "../../../contract/rules/dates";
import { money } from "../../../contract/rules/money";
import { isObject, type Json, type JsonObject, pathOf, valueAt } from "./json";
import { nameOf } from "./name-of";
import type { BusinessPlaceWords } from "./words";

/** The longest value that is told in a sentence. */
const longest = 60;

/** What two versions of the document differ in, a sentence each. */
export function changesBetween(
  from: JsonObject,
  to: JsonObject,
  language: Language,
  w: BusinessPlaceWords,
): string[] {
  return differences(from, to).map((one) => changeText(one, { from, to, language, w }));
}

function changeText(
  { path, from, to }: Difference,
  versions: {
    readonly from: JsonObject;
    readonly to: JsonObject;
    readonly language: Language;
    readonly w: BusinessPlaceWords;
  },
): string {
  const { language, w } = versions;
  const place = placeName(path, to === undefined ? versions.from : versions.to, language, w);
  if (from === undefined) return w.wasAdded(place);
  if (to === undefined) return w.wasRemoved(place);
  const currency = String(versions.to.currency);
  const told = (value: unknown) => valueText(value, path, { currency, language });
  return w.wasChanged(place, told(from), told(to));
}

/** What a person calls a place: "Services · Cornrows · Price". */
export function placeName(
  path: string,
  document: JsonObject,
  language: Language,
  w: BusinessPlaceWords,
): string {
  const keys = pathOf(path);
  return keys
    .map((key, index) => {
      if (typeof key === "number") {
        return nameOf(valueAt(document, keys.slice(0, index + 1)), language) || String(key + 1);
      }
      const day = (weekdays as readonly string[]).indexOf(key);
      if (day >= 0) return weekdayName(day, language);
      const names: Readonly<Record<string, string>> = { ...w.language, ...w.label };
      const services = document.services as readonly Json[];
      return (
        names[key] ??
        (nameOf(
          services.find((each) => isObject(each) && each.id === key),
          language,
        ) ||
          key)
      );
    })
    .join(" · ");
}

function valueText(
  value: unknown,
  path: string,
  { currency, language }: { readonly currency: string; readonly language: Language },
): string {
  if (typeof value === "number" && /price$/i.test(path)) return money(value, currency, language);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
