import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import type { Json } from "./json";

/** Checks a parsed body; answers what is wrong in the gateway's words, or nothing. */
export type CheckBody = (body: unknown) => string | undefined;

/**
 * Makes checkers for the schemas of one document. The gateway reads them as JSON Schema draft 4 in
 * OpenAPI's dialect, so that dialect is translated for ajv first.
 */
export function bodyCheckers(document: Json): (schema: Json) => CheckBody {
  // The gateway also checks some formats; that differs from one validator to the next, so a rule
  // that matters must not rest on `format` and the local stage ignores it.
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    verbose: true,
    validateFormats: false,
    unicodeRegExp: false,
    logger: false,
  });
  ajv.addSchema({
    $id: "document",
    components: { schemas: translate(document.components?.schemas ?? {}) },
  });
  return (schema) => {
    const validate = ajv.compile(translate(schema, "document"));
    return (body) => (validate(body) ? undefined : inWords(validate));
  };
}

/** Draft-4 and OpenAPI 3.0 spellings as draft 7: boolean exclusive bounds and `nullable`. */
function translate(node: Json, base = ""): Json {
  if (Array.isArray(node)) return node.map((item) => translate(item, base));
  if (node === null || typeof node !== "object") return node;
  const { nullable, exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = node;
  const out: Json = {};
  for (const [key, value] of Object.entries<Json>(rest)) {
    const literal = key === "enum" || key === "default" || key === "example";
    if (key === "$ref" && typeof value === "string") out.$ref = `${base}${value}`;
    else if (key !== "id" || typeof value !== "string")
      out[key] = literal ? value : translate(value, base);
  }
  bound(out, "minimum", "exclusiveMinimum", minimum, exclusiveMinimum, base);
  bound(out, "maximum", "exclusiveMaximum", maximum, exclusiveMaximum, base);
  if (nullable === true) return { anyOf: [{ type: "null" }, out] };
  // A property may itself be called "nullable"; then its value is a schema.
  if (nullable !== undefined && typeof nullable === "object") {
    out.nullable = translate(nullable, base);
  }
  return out;
}

function bound(
  out: Json,
  key: string,
  exclusiveKey: string,
  value: Json,
  flag: Json,
  base: string,
) {
  if (flag === true) out[exclusiveKey] = value;
  else if (value !== undefined) out[key] = translate(value, base);
  if (flag !== undefined && typeof flag !== "boolean") out[exclusiveKey] = translate(flag, base);
}

/** Approximates the sentences of the validator that the gateway uses; they are for people, not code. */
function inWords(validate: ValidateFunction): string {
  const errors = validate.errors ?? [];
  const missing = errors.filter(({ keyword }) => keyword === "required");
  const unknown = errors.filter(({ keyword }) => keyword === "additionalProperties");
  const sentences = errors
    .filter((error) => !missing.includes(error) && !unknown.includes(error))
    .map(sentence);
  if (missing.length > 0) {
    const names = missing.map(({ params }) => params.missingProperty).sort();
    sentences.unshift(`object has missing required properties (${JSON.stringify(names)})`);
  }
  if (unknown.length > 0) {
    const names = unknown.map(({ params }) => params.additionalProperty).sort();
    sentences.unshift(
      `object instance has properties which are not allowed by the schema: ${JSON.stringify(names)}`,
    );
  }
  return `[${sentences.join(", ")}]`;
}

function sentence({ keyword, params, data, message = "" }: ErrorObject): string {
  // Not of objects: writing down one that is nested thousands deep overflows the stack.
  const shown = typeof data === "object" ? typeName(data) : JSON.stringify(data);
  switch (keyword) {
    case "type":
      return `instance type (${typeName(data)}) does not match any allowed primitive type (allowed: ${JSON.stringify([params.type].flat())})`;
    case "enum":
      return `instance value (${shown}) not found in enum (possible values: ${JSON.stringify(params.allowedValues)})`;
    case "pattern":
      return `ECMA 262 regex ${JSON.stringify(params.pattern)} does not match input string ${shown}`;
    case "minLength":
      return `string ${shown} is too short (length: ${String(data).length}, required minimum: ${params.limit})`;
    case "maxLength":
      return `string ${shown} is too long (length: ${String(data).length}, maximum allowed: ${params.limit})`;
    case "minimum":
      return `numeric instance is lower than the required minimum (minimum: ${params.limit}, found: ${data})`;
    case "maximum":
      return `numeric instance is greater than the required maximum (maximum: ${params.limit}, found: ${data})`;
    case "exclusiveMinimum":
      return `numeric instance is not strictly greater than the required minimum ${params.limit}`;
    case "exclusiveMaximum":
      return `numeric instance is not strictly lower than the required maximum ${params.limit}`;
    case "oneOf":
      return "instance failed to match exactly one schema";
    case "anyOf":
      return "instance failed to match at least one required schema";
    default:
      return message;
  }
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}
