import type {
  DocumentedOperation,
  OpenApiDocument,
  Parameter,
} from "../../contract/openapi/document";

/** The invoke ARN of each operation's function, by operation. */
export type InvokeArns<Text> = Readonly<Record<string, Text>>;

/** What the document refers to in the stack. */
export interface ApiDocumentParts<Text> {
  readonly invokeArns: InvokeArns<Text>;
  /** The user pool that authenticates the admin operations. */
  readonly adminPoolArn: Text;
}

/**
 * Adds API Gateway's extensions: integrations, the authorizer, request validation, preflights and the
 * gateway's own error responses. A body without the content type `application/json` matches no model
 * and reaches the function unvalidated, which validates everything again and refuses it. Response
 * schemas are left out: API Gateway never checks them and does not accept all of them.
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
  if (uri === undefined) throw new Error(`The operation ${operation.operationId} has no function.`);
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
    // API Gateway takes every scheme of type apiKey for its own API keys, so the manage token is a
    // plain header that the function checks.
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

/** The models that request bodies are validated against. */
function requestModels({ paths, components }: OpenApiDocument) {
  const bodies = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}));
  const asked = new Set(bodies.map(({ schema }) => String(schema.$ref).split("/").at(-1)));
  return Object.fromEntries(Object.entries(components.schemas).filter(([name]) => asked.has(name)));
}

/**
 * Accepts an ID token of the pool, with or without "Bearer " in front. The type has to be apiKey: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
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

/** A preflight response without a function; CloudFront adds the headers for the allowed origins. */
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

/**
 * Every error that API Gateway returns itself, in the API's one error shape. The validation string comes
 * with its quotes escaped, so it may be part of a JSON string:
 * "[object has missing required properties ([\"name\"])]".
 */
const gatewayResponses = {
  DEFAULT_4XX: refusal(undefined, "The request was refused."),
  // A failed function is a 502 to API Gateway; clients get the one 500.
  DEFAULT_5XX: refusal(500, "Internal server error"),
  ACCESS_DENIED: refusal(403, "Access denied."),
  BAD_REQUEST_BODY: refusal(
    400,
    "The request body is not valid: $context.error.validationErrorString",
  ),
  BAD_REQUEST_PARAMETERS: refusal(400, "A parameter of the request is missing or not valid."),
  INTEGRATION_FAILURE: refusal(500, "Internal server error"),
  INTEGRATION_TIMEOUT: refusal(504, "Internal server error"),
  INVALID_API_KEY: refusal(403, "This operation is open to the site only."),
  // API Gateway's error for a path or method that does not exist.
  MISSING_AUTHENTICATION_TOKEN: refusal(404, "Not found"),
  QUOTA_EXCEEDED: refusal(429, "The site has had too many requests this month.", 3600),
  REQUEST_TOO_LARGE: refusal(413, "The request is too large."),
  RESOURCE_NOT_FOUND: refusal(404, "Not found"),
  THROTTLED: refusal(429, "Too many requests; please try again in a moment.", 1),
  UNAUTHORIZED: refusal(401, "Please sign in."),
  UNSUPPORTED_MEDIA_TYPE: refusal(415, "The request must be application/json."),
};

/** Without a status the error keeps API Gateway's own. */
function refusal(status: number | undefined, sentence: string, retryAfterSeconds?: number) {
  return {
    ...(status && { statusCode: String(status) }),
    responseTemplates: { "application/json": JSON.stringify({ error: sentence }) },
    responseParameters: {
      "gatewayresponse.header.Cache-Control": "'no-store'",
      ...(retryAfterSeconds && {
        "gatewayresponse.header.Retry-After": `'${retryAfterSeconds}'`,
      }),
    },
  };
}
