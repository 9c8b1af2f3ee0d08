import { type ConversionConfig, type JsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import type { Model } from "../model";
import { reference } from "../names";
import { portablePattern } from "./pattern";

type Action = Parameters<NonNullable<ConversionConfig["overrideAction"]>>[0];

/** What is said of a property beside its schema: what it is for, its format, an example. */
export type Describe = (model: string, property: string) => Model | undefined;

/**
 * Schemas as models of OpenAPI 3.0, as tight as their rules. A schema with a name of its own is
 * referred to; one with unwritten rules is written where it is used, with them.
 */
export function convertModels(
  named: Readonly<Record<string, GenericSchema>>,
  rules: ReadonlyMap<GenericSchema, Model>,
  describe: Describe,
): Record<string, Model> {
  const ruled = [...rules].filter(([schema]) => !Object.values(named).includes(schema));
  const inline = new Map(ruled.map(([schema, rule], index) => [`rule-${index}`, { schema, rule }]));
  const converted = toJsonSchemaDefs(
    {
      ...named,
      ...Object.fromEntries([...inline].map(([id, { schema }]) => [id, schema])),
    } as Parameters<typeof toJsonSchemaDefs>[0],
    {
      target: "openapi-3.0",
      // Also what comes after a trimming or a lower case: the tightest rule is the true one.
      errorMode: "ignore",
      overrideAction,
      overrideRef: ({ referenceId }) => referenceId,
    },
  ) as Record<string, JsonSchema>;

  const finish = (schema: object, name: string): Model => {
    const { $ref, ...rest } = schema as { $ref?: string };
    if ($ref !== undefined) {
      const found = inline.get($ref);
      return found
        ? { ...finish(converted[$ref] ?? {}, name), ...rest, ...found.rule }
        : reference($ref);
    }
    return Object.fromEntries(
      Object.entries(rest)
        .filter(([keyword, value]) => keyword !== "required" || (value as unknown[]).length > 0)
        .map(([keyword, value]) => [keyword, finishValue(keyword, value, rest, name)]),
    );
  };
  const finishValue = (keyword: string, value: unknown, schema: Model, name: string): unknown => {
    if (keyword === "properties") {
      return Object.fromEntries(
        Object.entries(value as object).map(([property, inner]) => [
          property,
          described(finish(inner, name), describe(name, property)),
        ]),
      );
    }
    if (keyword === "anyOf") return (value as object[]).map((inner) => finish(inner, name));
    if (keyword === "items") return finish(value as object, name);
    if (keyword === "pattern") return portablePattern(value as string);
    if (keyword === "default" && schema.type === "integer") return Number(value);
    return keyword === "additionalProperties" && typeof value === "object"
      ? finish(value as object, name)
      : value;
  };

  return Object.fromEntries(
    Object.entries(named).map(([name, schema]) => {
      const own = finish(converted[name] ?? {}, name);
      return [name, merged(own, rules.get(schema))];
    }),
  );
}

/** A reference stands alone in OpenAPI 3.0, so what is said of it needs a schema around it. */
function described(schema: Model, words: Model | undefined): Model {
  if (!words) return schema;
  return "$ref" in schema ? { allOf: [schema], ...words } : { ...schema, ...words };
}

/** Adds rules to a named model, and to its properties one by one. */
function merged(own: Model, rule: Model | undefined): Model {
  if (!rule) return own;
  const properties = { ...(own.properties as Record<string, Model>) };
  for (const [name, more] of Object.entries((rule.properties ?? {}) as Record<string, Model>)) {
    properties[name] = { ...properties[name], ...more };
  }
  return { ...own, ...rule, properties };
}

/** Reads from code what has no keyword: a number in a query, and a list without repeats. */
function overrideAction({ valibotAction, jsonSchema }: Action): JsonSchema | null {
  const { type, operation } = valibotAction as { type: string; operation?: unknown };
  // As text it has a pattern; as a number it has bounds, of which the next action gives the upper one.
  if (type === "transform" && operation === Number) return { type: "integer", minimum: 1 };
  // What the contract checks of a list by code is that nothing is in it twice.
  if (type === "check" && jsonSchema.type === "array") return { ...jsonSchema, uniqueItems: true };
  return null;
}
