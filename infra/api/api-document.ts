import type {
  DocumentedOperation,
  OpenApiDocument,
  Parameter,
} from "../../contract/openapi/document";
import { gatewayResponses } from "./gateway-responses";

/** A text that may only be known once its function exists. */
export type InvokeArns<Text> = Readonly<Record<string, Text>>;

/** What of the stack the document refers to. */
export interface ApiDocumentParts<Text> {
  readonly invokeArns: InvokeArns<Text>;
  /** The user pool whose members may try the admin operations. */
  readonly adminPoolArn: Text;
}

/**
 * Adds what API Gateway wants to know: which function answers each operation, who checks sign-ins, that
 * it validates requests, preflights, and the errors that it answers itself. A body that does not say it
 * is `application/json` matches no model and so reaches the function unvalidated; the function checks
 * everything again and refuses it there. Leaves out what replies look like, which it never checks: API
 * Gateway does not take every model that a reply may have.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function apiDocument<Text>(
  document: OpenApiDocument,
  { invokeArns, adminPoolArn }: ApiDocumentParts<Text>,
) {
  const { edgeKey } = document.components.securitySchemes;
  return {
    ...document,
    "x-amazon-apigateway-request-validators": {
      everything: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-request-validator": "everything",
    "x-amazon-apigateway-gateway-responses": gatewayResponses,
    components: {
      schemas: requestModels(document),
      securitySchemes: { edgeKey, adminToken: poolAuthorizer(adminPoolArn) },
    },
    paths: Object.fromEntries(
      Object.entries(document.paths).map(([path, methods]) => [
        path,
        {
          ...Object.fromEntries(
            Object.entries(methods).map(([method, operation]) => [
              method,
              integrated(operation, invokeArns),
            ]),
          ),
          options: preflight(Object.values(methods)),
        },
      ]),
    ),
  };
}

function integrated<Text>(operation: DocumentedOperation, invokeArns: InvokeArns<Text>) {
  const uri = invokeArns[operation.operationId];
  if (uri === undefined) throw new Error(`No function answers ${operation.operationId}.`);
  const schemes = operation.security.flatMap((requirement) => Object.keys(requirement));
  return {
    ...operation,
    parameters: [
      ...operation.parameters,
      ...(schemes.includes("manageToken") ? [manageToken] : []),
    ],
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, { description }]) => [
        status,
        { description },
      ]),
    ),
    // API Gateway takes every scheme of type apiKey for its own kind of key, so the token of a
    // booking is a header that the function checks.
    security: ["edgeKey", "adminToken"]
      .filter((scheme) => schemes.includes(scheme))
      .map((scheme) => ({ [scheme]: [] })),
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      httpMethod: "POST",
      uri,
      passthroughBehavior: "when_no_match",
    },
  };
}

/** The models that bodies of requests are held to. */
function requestModels({ paths, components }: OpenApiDocument) {
  const bodies = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}));
  const asked = new Set(bodies.map(({ schema }) => String(schema.$ref).split("/").at(-1)));
  return Object.fromEntries(Object.entries(components.schemas).filter(([name]) => asked.has(name)));
}

/**
 * Lets in who presents an ID token of the pool, with or without "Bearer " before it. Its type has to
 * be apiKey: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
 */
function poolAuthorizer<Text>(adminPoolArn: Text) {
  return {
    type: "apiKey",
    name: "Authorization",
    in: "header",
    "x-amazon-apigateway-authtype": "cognito_user_pools",
    "x-amazon-apigateway-authorizer": {
      type: "cognito_user_pools",
      providerARNs: [adminPoolArn],
    },
  };
}

const manageToken: Parameter = {
  name: "X-Manage-Token",
  in: "header",
  required: false,
  schema: { type: "string" },
};

/** Answers a preflight without a function; CloudFront adds the headers for the allowed origins. */
function preflight(operations: readonly DocumentedOperation[]) {
  return {
    summary: "CORS preflight.",
    parameters: (operations[0]?.parameters ?? []).filter((parameter) => parameter.in === "path"),
    responses: { "204": { description: "Nothing." } },
    security: [],
    "x-amazon-apigateway-integration": {
      type: "mock",
      requestTemplates: { "application/json": '{"statusCode": 204}' },
      responses: { default: { statusCode: "204" } },
    },
  };
}
