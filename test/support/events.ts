import { marshall } from "@aws-sdk/util-dynamodb";
import type { APIGatewayProxyEvent, DynamoDBStreamEvent } from "aws-lambda";

/** The parts of a gateway event that a test cares about. */
export interface EventParts {
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly path?: Readonly<Record<string, string>>;
  readonly isBase64Encoded?: boolean;
  /** What the authorizer says of who is signed in. */
  readonly claims?: Readonly<Record<string, string>>;
}

/** The claims of a signed-in admin. */
export const adminClaims = { sub: "admin-1", "cognito:groups": "admins" } as const;

/** A REST API proxy event, version 1.0, as API Gateway sends it. */
export function apiEvent(parts: EventParts = {}): APIGatewayProxyEvent {
  const text = parts.rawBody ?? (parts.body === undefined ? null : JSON.stringify(parts.body));
  return {
    resource: "/",
    path: "/",
    httpMethod: "POST",
    headers: { "X-Site-Origin": "https://www.example.com", ...parts.headers },
    multiValueHeaders: {},
    queryStringParameters: parts.query ?? null,
    multiValueQueryStringParameters: null,
    pathParameters: parts.path ?? null,
    stageVariables: null,
    requestContext: {
      requestId: "test",
      ...(parts.claims && { authorizer: { claims: parts.claims } }),
    } as APIGatewayProxyEvent["requestContext"],
    body: text,
    isBase64Encoded: parts.isBase64Encoded ?? false,
  };
}

/** A DynamoDB stream batch of changes, with sequence numbers "1", "2", … */
export function streamEvent(
  ...changes: { readonly before?: object; readonly after?: object }[]
): DynamoDBStreamEvent {
  const image = (item: object | undefined) =>
    item && marshall(item, { removeUndefinedValues: true });
  return {
    Records: changes.map(({ before, after }, index) => ({
      eventID: `event-${index + 1}`,
      eventName: before ? (after ? "MODIFY" : "REMOVE") : "INSERT",
      eventSource: "aws:dynamodb",
      dynamodb: {
        SequenceNumber: String(index + 1),
        ...(before && { OldImage: image(before) }),
        ...(after && { NewImage: image(after) }),
      } as never,
    })),
  };
}

/** A reply's body as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
export function bodyOf(reply: { readonly body: string }): any {
  return JSON.parse(reply.body);
}
