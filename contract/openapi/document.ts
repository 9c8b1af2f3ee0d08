import { type Operation, pathParameters, wantsEdgeKey } from "../operations/operation";
import { errorSchema } from "../schemas/fields";
import { type Model, model } from "./model";

/** Operations by their names, as `import * as routes` gives them. */
export type Routes = Readonly<Record<string, Operation>>;

/** One parameter of an operation, as OpenAPI describes it. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Model;
}

/** One operation as OpenAPI describes it; only the parts that this program writes. */
export interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

interface Response {
  readonly description: string;
  readonly content?: Content;
}
type Content = Readonly<Record<string, { readonly schema: Model }>>;

/** The document, in OpenAPI 3.0: API Gateway imports nothing newer. */
export interface OpenApiDocument {
  readonly openapi: "3.0.1";
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Model>>;
    readonly securitySchemes: Readonly<Record<string, Model>>;
  };
}

/** The contract as an OpenAPI 3.0 document, with nothing of AWS in it. */
export function openApiDocument(title: string, routes: Routes): OpenApiDocument {
  const paths: Record<string, Record<string, DocumentedOperation>> = {};
  for (const [name, operation] of Object.entries(routes)) {
    const methods = paths[operation.path] ?? {};
    paths[operation.path] = {
      ...methods,
      [operation.method.toLowerCase()]: documented(name, operation),
    };
  }
  return {
    openapi: "3.0.1",
    info: { title, version: "1" },
    paths,
    components: { schemas: models(routes), securitySchemes },
  };
}

const securitySchemes = {
  edgeKey: { type: "apiKey", in: "header", name: "x-api-key" },
  manageToken: { type: "apiKey", in: "header", name: "x-manage-token" },
  adminToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
} as const;

/** Letters and digits only: API Gateway allows nothing else in the name of a model. */
const modelName = (operation: string, what: "Request" | "Reply") =>
  `${operation.charAt(0).toUpperCase()}${operation.slice(1)}${what}`;

const reference = (name: string): Model => ({ $ref: `#/components/schemas/${name}` });

function models(routes: Routes): Record<string, Model> {
  const named: Record<string, Model> = { Error: model(errorSchema) };
  for (const [name, operation] of Object.entries(routes)) {
    if (operation.body) named[modelName(name, "Request")] = model(operation.body);
    if (operation.contentType === undefined && operation.status !== 204) {
      named[modelName(name, "Reply")] = model(operation.reply);
    }
  }
  return named;
}

function documented(name: string, operation: Operation): DocumentedOperation {
  return {
    operationId: name,
    summary: operation.summary,
    parameters: parameters(operation),
    ...(operation.body && {
      requestBody: { required: true, content: json(modelName(name, "Request")) },
    }),
    responses: {
      [operation.status]: {
        description: "Done.",
        ...(operation.status !== 204 && { content: replyContent(name, operation) }),
      },
      ...Object.fromEntries(errors(operation).map((status) => [status, errorResponse(status)])),
    },
    security: security(operation),
  };
}

function parameters(operation: Operation): Parameter[] {
  return [
    ...pathParameters(operation.path).map((name) => ({
      name,
      in: "path" as const,
      required: true,
      schema: { type: "string" },
    })),
    ...queryParameters(operation),
    ...Object.entries(operation.headers ?? {}).map(([name, description]) => ({
      name,
      in: "header" as const,
      required: false,
      description,
      schema: { type: "string" },
    })),
  ];
}

/** The query parameters of an operation. */
export function queryParameters({ query }: Pick<Operation, "query">): Parameter[] {
  if (!query) return [];
  const { properties = {}, required = [] } = model(query) as {
    properties?: Record<string, Model>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function json(name: string): Content {
  return { "application/json": { schema: reference(name) } };
}

function replyContent(name: string, operation: Operation): Content {
  return operation.contentType === undefined
    ? json(modelName(name, "Reply"))
    : { [operation.contentType]: { schema: { type: "string" } } };
}

const errorSentences = {
  400: "The request is not valid.",
  401: "The caller is not known.",
  403: "The caller may not do this.",
  404: "There is no such thing.",
  409: "The request conflicts with the present state.",
  413: "The request is too large.",
  429: "Too many requests.",
  500: "The server failed.",
} as const;
type ErrorStatus = keyof typeof errorSentences;

function errors(operation: Operation): ErrorStatus[] {
  const always: ErrorStatus[] = [400, 429, 500];
  if (operation.body) always.push(409, 413);
  if (operation.access !== "public") always.push(403);
  if (operation.access === "admin" || operation.access === "manage") always.push(401);
  if (operation.path.includes("{")) always.push(404);
  return always.sort();
}

function errorResponse(status: ErrorStatus): Response {
  return { description: errorSentences[status], content: json("Error") };
}

function security(operation: Operation) {
  const needed = [
    ...(wantsEdgeKey(operation) ? ["edgeKey"] : []),
    ...(operation.access === "manage" ? ["manageToken"] : []),
    ...(operation.access === "admin" ? ["adminToken"] : []),
  ];
  return needed.length === 0 ? [] : [Object.fromEntries(needed.map((scheme) => [scheme, []]))];
}
