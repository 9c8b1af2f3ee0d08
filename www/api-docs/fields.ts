import type { Model } from "../../contract/openapi/model";

/** One value that an operation takes or answers, with the rules that a schema sets for it. */
export interface FieldRow {
  /** "name.en" inside an object, "days[].date" inside a list. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly rules: readonly string[];
}

type Properties = Readonly<Record<string, Model>>;

/** Every field of a model, those inside objects and lists too. */
export function fieldRows(model: Model, prefix = ""): FieldRow[] {
  const required = (model.required ?? []) as readonly string[];
  return Object.entries((model.properties ?? {}) as Properties).flatMap(([name, inner]) => [
    { ...fieldRow(`${prefix}${name}`, inner), required: required.includes(name) },
    ...insideRows(`${prefix}${name}`, inner),
  ]);
}

/** A value of its own, such as a parameter. */
export function fieldRow(name: string, model: Model): FieldRow {
  return { name, type: typeOf(model), required: false, rules: rulesOf(model) };
}

function insideRows(name: string, model: Model): FieldRow[] {
  if (model.items) return insideRows(`${name}[]`, model.items as Model);
  if (typeof model.additionalProperties === "object") {
    return insideRows(`${name}.*`, model.additionalProperties as Model);
  }
  return fieldRows(model, `${name}.`);
}

function typeOf(model: Model): string {
  if (model.anyOf) return [...new Set((model.anyOf as Model[]).map(typeOf))].join(" or ");
  if (model.type === "array") return `list of ${typeOf((model.items ?? {}) as Model)}`;
  return String(model.type ?? "any");
}

function rulesOf(model: Model): string[] {
  if (model.anyOf) return [...new Set((model.anyOf as Model[]).flatMap(rulesOf))];
  return [
    ...range(model.minLength, model.maxLength, "characters"),
    ...range(model.minItems, model.maxItems, "items"),
    ...range(model.minimum, model.maximum, ""),
    ...(model.enum ? [`one of ${(model.enum as unknown[]).join(", ")}`] : []),
    ...(model.pattern ? [`matches ${String(model.pattern)}`] : []),
    ...(model.items ? rulesOf(model.items as Model).map((rule) => `each ${rule}`) : []),
  ];
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
