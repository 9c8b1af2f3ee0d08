import type { DocumentedOperation, OpenApiDocument } from "../../contract/openapi/document";
import { gatewayResponses } from "./gateway-responses";

/** The invoke ARN of each operation's function, by operation. */
export type InvokeArns<Text> = Readonly<Record<string, Text>>;

/** What the document refers to in the stack. */
export interface ApiDocumentParts<Text> {
  readonly invokeArns: InvokeArns<Text>;
  /** The user pool that authenticates the admin operations. */
  readonly adminPoolArn: Text;
}

/**
 * Adds API Gateway's extensions to the gateway's document: integrations, the authorizer, request
 * validation, preflights and the gateway's own error responses, and a HEAD for each GET, which API
 * Gateway does not add itself and monitors send. A body without the content type
 * `application/json` matches no model and reaches the function unvalidated, which validates everything
 * again and refuses it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function apiDocument<Text>(
  document: OpenApiDocument,
  { invokeArns, adminPoolArn }: ApiDocumentParts<Text>,
) {
  const { schemas, securitySchemes } = document.components;
  return {
    ...document,
    "x-amazon-apigateway-request-validators": {
      everything: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-request-validator": "everything",
    "x-amazon-apigateway-gateway-responses": gatewayResponses,
    components: {
      schemas,
      securitySchemes: { ...securitySchemes, adminToken: poolAuthorizer(adminPoolArn) },
    },
    paths: Object.fromEntries(
      Object.entries(document.paths).map(([path, methods]) => [
        path,
        {
          ...Object.fromEntries(
            Object.entries(methods).flatMap(([method, operation]) => {
              const whole = integrated(operation, invokeArns);
              return method === "get"
                ? [
                    [method, whole],
                    ["head", headOf(whole)],
                  ]
                : [[method, whole]];
            }),
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
  return {
    ...operation,
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      httpMethod: "POST",
      uri,
      passthroughBehavior: "when_no_match",
    },
  };
}

/** The same without the name, which only one method of a document may have. */
function headOf<Whole extends { readonly operationId: string }>({
  operationId: _,
  ...rest
}: Whole) {
  return rest;
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
