import type { DocumentedOperation, OpenApiDocument } from "../../contract/openapi/document";
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
 * Adds what API Gateway wants to know to the gateway's document: which function answers each operation,
 * who checks sign-ins, that it validates requests, preflights, and the errors that it answers itself. A
 * body that does not say it is `application/json` matches no model and so reaches the function
 * unvalidated; the function checks everything again and refuses it there.
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
