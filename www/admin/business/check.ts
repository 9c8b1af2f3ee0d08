import { pathText } from "../../../contract/business/path-text";
import { dayFields, type Field, sections, termFields } from "./form";
import { isObject, type Json, type JsonObject, type Path } from "./json";
import type { BusinessPlaceWords } from "./words";

/** Which form the days of an exception have. */
export type DaysKind = keyof typeof dayFields;

export function daysKind(exception: Json | undefined): DaysKind {
  const keys = isObject(exception) ? exception : {};
  if ("inMonth" in keys) return "month";
  if ("everyWeeks" in keys) return "weeks";
  return "from" in keys ? "range" : "date";
}

/** Goes through every field of a document that is there. */
export function eachField(
  document: Json,
  visit: (field: Field, value: Json | undefined, path: Path) => void,
): void {
  const go = (fields: readonly Field[], value: Json | undefined, path: Path) => {
    if (!isObject(value)) return;
    for (const field of fields) {
      if (field.kind === "days") {
        go(dayFields[daysKind(value)], value, path);
        continue;
      }
      const here = [...path, field.key];
      const found = value[field.key];
      visit(field, found, here);
      if (field.kind === "group") go(field.fields, found, here);
      if (field.kind === "list" && Array.isArray(found)) {
        for (const [index, item] of found.entries()) go(field.fields, item, [...here, index]);
      }
      if (field.kind === "terms" && isObject(found)) {
        for (const [id, terms] of Object.entries(found)) go(termFields, terms, [...here, id]);
      }
    }
  };
  for (const { fields } of sections) go(fields, document, []);
}

/** What was typed and is no number, by its place, before anybody is asked. */
export function typingProblems(
  document: Json,
  w: BusinessPlaceWords,
  amount: string,
): Record<string, string> {
  const sentences: Partial<Record<Field["kind"], string>> = {
    whole: w.notNumber,
    decimal: w.notDecimal,
    money: w.notMoney(amount),
  };
  const problems: Record<string, string> = {};
  eachField(document, ({ kind }, value, path) => {
    const sentence = sentences[kind];
    if (sentence === undefined || typeof value !== "string") return;
    problems[pathText(path)] = value === "" ? w.missing : sentence;
  });
  return problems;
}

const named = ["services", "categories", "staff", "productCategories"];

/** The document as it is sent: what is new gets its id, and nobody does a service that is gone. */
export function completed(document: JsonObject, language: string): JsonObject {
  const made: Record<string, Json> = { ...document };
  for (const key of named) if (Array.isArray(made[key])) made[key] = withIds(made[key], language);
  made.services = withOptionIds(listOf(made.services), language);
  // A rule that was set and taken back is none, as it was before.
  if (isObject(made.reviews) && Object.keys(made.reviews).length === 0) delete made.reviews;
  const services = new Set(idsOf(made.services));
  const isThere = (id: Json | undefined) => services.has(String(id));
  made.staff = listOf(made.staff).map((person) => {
    const { services: does, terms, ...others } = person;
    const own = isObject(terms) ? Object.entries(terms) : [];
    const kept = own.filter(([id, each]) => isThere(id) && Object.keys(each ?? {}).length > 0);
    const done = Array.isArray(does) ? does.filter(isThere) : does;
    return inOrderOf(person, {
      ...others,
      ...(done !== undefined && { services: done }),
      ...(kept.length > 0 && { terms: Object.fromEntries(kept) }),
    });
  });
  made.categories = listOf(made.categories).map(({ standardService, ...others }) =>
    standardService === undefined || !isThere(standardService)
      ? others
      : { ...others, standardService },
  );
  return made;
}

/** Options have ids of their own among those of all services, and choices among those of their option. */
function withOptionIds(services: readonly JsonObject[], language: string): JsonObject[] {
  const taken = new Set(services.flatMap(({ options }) => idsOf(options)));
  return services.map((service) => {
    if (!Array.isArray(service.options)) return service;
    const options = withIds(service.options, language, taken).map((option) =>
      isObject(option) && Array.isArray(option.choices)
        ? { ...option, choices: withIds(option.choices, language) }
        : option,
    );
    return { ...service, options };
  });
}

function withIds(items: readonly Json[], language: string, taken = new Set(idsOf(items))): Json[] {
  return items.map((item) => {
    if (!isObject(item) || item.id !== "") return item;
    const name = isObject(item.name) ? (item.name[language] ?? "") : (item.name ?? "");
    const word = slug(String(name)) || "new";
    let id = word;
    for (let number = 2; taken.has(id); number++) id = `${word}-${number}`;
    taken.add(id);
    return { ...item, id };
  });
}

function slug(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-|-$/g, "");
}

function inOrderOf(before: JsonObject, after: JsonObject): JsonObject {
  const keys = Object.keys(before).filter((key) => key in after);
  return Object.fromEntries(keys.map((key) => [key, after[key] as Json]));
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The ids of what a list has. */
export function idsOf(value: Json | undefined): string[] {
  return listOf(value).flatMap(({ id }) => (typeof id === "string" && id !== "" ? [id] : []));
}
