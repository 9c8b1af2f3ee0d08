import { type ConversionConfig, type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";

/** A JSON Schema in one of the dialects that the two documents are written in. */
export type Model = { readonly [keyword: string]: unknown };

type Action = Parameters<NonNullable<ConversionConfig["overrideAction"]>>[0];

/**
 * The keywords that a model of the gateway keeps, from the part of draft 4 that API Gateway takes; the
 * function alone checks whatever else its schema says.
 */
const keywords = new Set([
  "additionalProperties",
  "anyOf",
  "enum",
  "items",
  "maxItems",
  "maxLength",
  "maximum",
  "minItems",
  "minLength",
  "minimum",
  "pattern",
  "properties",
  "required",
  "type",
]);

/** Those that say what kind of value something is, and nothing of the value. */
const shapeKeywords = new Set(["additionalProperties", "anyOf", "items", "properties", "type"]);

/** Keeps what a pipe said before its first transformation. */
const transformed = "x-transformed";

/**
 * What a schema takes before it transforms anything. A model never refuses what its schema accepts:
 * " Ada " may be longer than the name it is trimmed to.
 */
export function model(schema: GenericSchema): Model {
  return reduced(converted(schema), keywords);
}

/**
 * The kinds of values that a schema takes and the names that it knows. Missing and wrong values pass,
 * so that the function answers them in the reader's language.
 */
export function shape(schema: GenericSchema): Model {
  return reduced(converted(schema), shapeKeywords);
}

function converted(schema: GenericSchema): object {
  return toJsonSchema(schema, {
    target: "openapi-3.0",
    typeMode: "input",
    errorMode: "ignore",
    overrideAction: untilTransformed,
  });
}

/** Called after each action of a pipe; what an action said of a transformed value is taken back. */
function untilTransformed({ valibotAction, jsonSchema }: Action): JsonSchema | null {
  const before = jsonSchema as { [transformed]?: object };
  const kept =
    before[transformed] ?? (valibotAction.kind === "transformation" ? { ...jsonSchema } : null);
  return kept && ({ ...kept, [transformed]: kept } as JsonSchema);
}

function reduced(schema: object, kept: ReadonlySet<string>): Model {
  // Draft 4 has no "nullable", so what may be null is left to the function.
  if ("nullable" in schema) return {};
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword, value]) => kept.has(keyword) && !isEmptyRequired(keyword, value))
      .map(([keyword, value]) => [keyword, reducedValue(keyword, value, kept)]),
  );
}

/** Draft 4 wants at least one name in `required`. */
function isEmptyRequired(keyword: string, value: unknown): boolean {
  return keyword === "required" && (value as unknown[]).length === 0;
}

function reducedValue(keyword: string, value: unknown, kept: ReadonlySet<string>): unknown {
  if (keyword === "properties") {
    return Object.fromEntries(
      Object.entries(value as object).map(([name, inner]) => [name, reduced(inner, kept)]),
    );
  }
  if (keyword === "anyOf") return (value as object[]).map((inner) => reduced(inner, kept));
  if (keyword === "items") return reduced(value as object, kept);
  // 4.5 stars are a wrong number, not another kind of value.
  if (keyword === "type" && value === "integer" && kept === shapeKeywords) return "number";
  return keyword === "additionalProperties" && typeof value === "object"
    ? reduced(value as object, kept)
    : value;
}
