import type { Model } from "../../contract/openapi/model";

/** One value that an operation takes or answers, with the rules that a schema sets for it. */
export interface FieldRow {
  /** "name.en" inside an object, "days[].date" inside a list. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly rules: readonly string[];
  readonly about?: string;
}

/** Models by their names, for those that refer to each other. */
export type Models = Readonly<Record<string, Model>>;

/** Every field of a model, those inside objects and lists too. */
export function fieldRows(model: Model, models: Models = {}, prefix = ""): FieldRow[] {
  const found = resolved(model, models);
  const required = (found.required ?? []) as readonly string[];
  return Object.entries((found.properties ?? {}) as Models).flatMap(([name, inner]) => [
    { ...fieldRow(`${prefix}${name}`, inner, models), required: required.includes(name) },
    ...insideRows(`${prefix}${name}`, inner, models),
  ]);
}

/** A value of its own, such as a parameter. */
export function fieldRow(name: string, model: Model, models: Models = {}): FieldRow {
  const found = resolved(model, models);
  return {
    name,
    type: typeOf(found, models),
    required: false,
    rules: rulesOf(found),
    ...(typeof model.description === "string" && { about: model.description }),
  };
}

function insideRows(name: string, model: Model, models: Models): FieldRow[] {
  const found = resolved(model, models);
  if (found.items) return insideRows(`${name}[]`, found.items as Model, models);
  if (typeof found.additionalProperties === "object") {
    return insideRows(`${name}.*`, found.additionalProperties as Model, models);
  }
  return fieldRows(found, models, `${name}.`);
}

/** A model that stands for another one by its name is that other one. */
function resolved(model: Model, models: Models): Model {
  const name = typeof model.$ref === "string" ? model.$ref.split("/").at(-1) : undefined;
  return name === undefined ? model : (models[name] ?? {});
}

function typeOf(model: Model, models: Models): string {
  if (model.anyOf) {
    return [...new Set((model.anyOf as Model[]).map((one) => typeOf(one, models)))].join(" or ");
  }
  if (model.type === "array") {
    return `list of ${typeOf(resolved((model.items ?? {}) as Model, models), models)}`;
  }
  return `${model.type ?? "any"}${model.nullable ? " or null" : ""}`;
}

function rulesOf(model: Model): string[] {
  if (model.anyOf) return [...new Set((model.anyOf as Model[]).flatMap(rulesOf))];
  return [
    ...(model.format ? [String(model.format)] : []),
    ...range(model.minLength, model.maxLength, "characters"),
    ...range(model.minItems, model.maxItems, "items"),
    ...(model.uniqueItems ? ["no repeats"] : []),
    ...range(model.minimum, model.maximum, ""),
    ...(model.enum ? [`one of ${(model.enum as unknown[]).join(", ")}`] : []),
    ...(isTelling(model) ? [`matches ${String(model.pattern)}`] : []),
    ...(model.items ? rulesOf(model.items as Model).map((rule) => `each ${rule}`) : []),
    ...(model.default === undefined ? [] : [`default ${String(model.default)}`]),
  ];
}

/** A pattern that repeats its format, or is longer than anybody reads, is left to the document. */
function isTelling({ pattern, format }: Model): boolean {
  return typeof pattern === "string" && !format && pattern.length <= 60;
}

function range(least: unknown, most: unknown, unit: string): string[] {
  const bounds =
    least !== undefined && most !== undefined
      ? `${least} to ${most}`
      : most !== undefined
        ? `at most ${most}`
        : least !== undefined
          ? `at least ${least}`
          : undefined;
  return bounds === undefined ? [] : [`${bounds} ${unit}`.trim()];
}
