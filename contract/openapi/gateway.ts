import { errorsByStatus } from "../errors/of-operation";
import { type Operation, wantsEdgeKey } from "../operations/operation";
import {
  type DocumentedOperation,
  type OpenApiDocument,
  type Parameter,
  pathsOf,
  type Routes,
} from "./document";
import { model, shape } from "./model";
import { modelName, reference } from "./names";
import { plainParameters } from "./parameters";

/**
 * The contract as the gateway reads it: what to let through to which function. It leaves out what only
 * a reader wants to know, and keeps to what API Gateway imports: OpenAPI 3.0.1 with models in draft 4.
 * Nothing of AWS is in it yet.
 */
export function gatewayDocument(title: string, routes: Routes): OpenApiDocument {
  return {
    openapi: "3.0.1",
    info: { title, version: "1" },
    paths: pathsOf(routes, operationOf),
    components: { schemas: models(routes), securitySchemes },
  };
}

const securitySchemes = {
  edgeKey: { type: "apiKey", in: "header", name: "x-api-key" },
  adminToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
} as const;

const manageToken: Parameter = {
  name: "X-Manage-Token",
  in: "header",
  required: false,
  schema: { type: "string" },
};

/**
 * Visitors never meet what the gateway says of a field: where they may call, it checks the shape of a
 * body alone.
 */
function models(routes: Routes) {
  return Object.fromEntries(
    Object.entries(routes).flatMap(([name, { access, body }]) =>
      body ? [[modelName(name, "Request"), access === "admin" ? model(body) : shape(body)]] : [],
    ),
  );
}

function operationOf(name: string, operation: Operation): DocumentedOperation {
  const { summary, body, access, status } = operation;
  return {
    operationId: name,
    summary,
    parameters: [
      ...plainParameters(operation),
      // A header and no scheme: API Gateway takes every scheme of type apiKey for its own kind of key.
      ...(access === "manage" ? [manageToken] : []),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: reference(modelName(name, "Request")) } },
      },
    }),
    responses: Object.fromEntries(
      [status, ...errorsByStatus(operation).keys()].map((each) => [
        each,
        { description: each < 400 ? "Done." : "Refused or failed." },
      ]),
    ),
    security: [
      ...(wantsEdgeKey(operation) ? [{ edgeKey: [] }] : []),
      ...(access === "admin" ? [{ adminToken: [] }] : []),
    ],
  };
}
