import type { HeaderBag } from "../../http/headers";
import type { Json } from "./json";
import { bodyCheckers, type CheckBody } from "./models";
import type { Refusal } from "./response";
import { dereference, type Operation, operationsOf } from "./routes";

export interface ValidatedParts {
  readonly headers: HeaderBag;
  readonly query: URLSearchParams;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Says why the operation's request validator refuses a request, or nothing. */
export type Validate = (operation: Operation, parts: ValidatedParts) => Refusal | undefined;

/** Compiles the validators and models of a document once; throws where it names one that is missing. */
export function validation(document: Json): Validate {
  const checker = bodyCheckers(document);
  const models = new Map<string, ReadonlyMap<string, CheckBody>>();
  for (const operation of operationsOf(document)) {
    validatorOf(document, operation);
    models.set(nameOf(operation), modelsOf(document, operation, checker));
  }
  return (operation, parts) => {
    const validator = validatorOf(document, operation);
    if (validator?.validateRequestParameters) {
      const missing = missingParameters(operation, parts);
      if (missing.length > 0) {
        return {
          type: "BAD_REQUEST_PARAMETERS",
          message: `Missing required request parameters: [${missing.join(", ")}]`,
        };
      }
    }
    if (!validator?.validateRequestBody) return undefined;
    const check = modelFor(models.get(nameOf(operation)), parts.headers["content-type"]?.[0]);
    return check && refuseBody(check, parts.body);
  };
}

function nameOf({ method, resourcePath }: Operation): string {
  return `${method} ${resourcePath}`;
}

function validatorOf(document: Json, { spec, method, resourcePath }: Operation): Json {
  const key = "x-amazon-apigateway-request-validator";
  const name = spec[key] ?? document[key];
  if (name === undefined) return undefined;
  const found = document["x-amazon-apigateway-request-validators"]?.[name];
  if (!found) {
    throw new Error(`${method} ${resourcePath} names the request validator ${name}, not declared.`);
  }
  return found;
}

/** The gateway only looks whether a required parameter is there and not blank, never at its type. */
function missingParameters({ parameters }: Operation, parts: ValidatedParts): string[] {
  const presented = (place: string, name: string) => {
    if (place === "query") return parts.query.get(name);
    if (place === "path") return parts.pathParameters[name];
    return parts.headers[name.toLowerCase()]?.[0];
  };
  return parameters
    .filter((parameter) => parameter.required && ["query", "path", "header"].includes(parameter.in))
    .filter((parameter) => !presented(parameter.in, parameter.name)?.trim())
    .map((parameter) => parameter.name);
}

function modelsOf(document: Json, { spec }: Operation, checker: (schema: Json) => CheckBody) {
  const content = dereference(document, spec.requestBody)?.content ?? {};
  return new Map(
    Object.entries<Json>(content)
      .filter(([, media]) => media.schema)
      .map(([type, media]) => [type.toLowerCase(), checker(media.schema)] as const),
  );
}

/**
 * A body whose content type has no model is not validated: the function gets it as it is.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
function modelFor(models: ReadonlyMap<string, CheckBody> | undefined, contentType = "") {
  const type = contentType.split(";")[0]?.trim().toLowerCase() || "application/json";
  return models?.get(type) ?? models?.get("$default");
}

function refuseBody(check: CheckBody, body: Buffer): Refusal | undefined {
  let parsed: unknown;
  try {
    // The gateway takes an empty body for an empty object.
    parsed = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  } catch {
    return { type: "BAD_REQUEST_BODY", validationError: "[the body is not valid JSON]" };
  }
  const validationError = check(parsed);
  return validationError === undefined ? undefined : { type: "BAD_REQUEST_BODY", validationError };
}
