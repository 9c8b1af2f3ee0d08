import type { IncomingMessage } from "node:http";
import { accountId } from "../../account";
import { headerPairs } from "../../http/headers";
import type { Stage } from "./api";
import type { Variables } from "./response";
import type { Match } from "./routes";

/** One request on its way through the gateway. */
export interface GatewayRequest {
  readonly message: IncomingMessage;
  readonly method: string;
  /** Below the stage, as sent: "/orders/abc". */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly receivedAt: number;
  readonly apiKey?: { readonly id: string; readonly value: string };
  readonly authorizer?: Readonly<Record<string, unknown>>;
}

/** The `$context` variables that are known as soon as a request comes in. */
export function contextVariables(stage: Stage, request: GatewayRequest): Variables {
  const { message, method, path, requestId, extendedRequestId, receivedAt } = request;
  return {
    accountId,
    apiId: stage.apiId,
    deploymentId: stage.deploymentId,
    domainName: message.headers.host ?? "",
    extendedRequestId,
    httpMethod: method,
    "identity.sourceIp": message.socket.remoteAddress ?? "",
    "identity.userAgent": message.headers["user-agent"] ?? "",
    path: `/${stage.name}${path}`,
    protocol: `HTTP/${message.httpVersion}`,
    requestId,
    requestTime: clfTime(receivedAt),
    requestTimeEpoch: String(receivedAt),
    stage: stage.name,
  };
}

/** The Lambda proxy event, version 1.0, that a function gets. */
export function proxyEvent(stage: Stage, match: Match, request: GatewayRequest) {
  const { message, method, path, query, body, requestId, extendedRequestId } = request;
  const sourceIp = message.socket.remoteAddress ?? "";
  const multiValueHeaders = forwardedHeaders(message, requestId, sourceIp);
  // By way of entries, because a visitor may name a parameter "toString" or "__proto__".
  const multiValueQuery: Record<string, string[]> = Object.fromEntries(
    [...new Set(query.keys())].map((name) => [name, query.getAll(name)]),
  );
  const binary = isBinary(stage.binaryMediaTypes, message.headers["content-type"]);
  const { operation, pathParameters } = match;
  return {
    resource: operation.resourcePath,
    path,
    httpMethod: method,
    headers: lastOfEach(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: orNull(lastOfEach(multiValueQuery)),
    multiValueQueryStringParameters: orNull(multiValueQuery),
    pathParameters: orNull(pathParameters),
    stageVariables: stage.variables,
    requestContext: {
      accountId,
      apiId: stage.apiId,
      ...(request.authorizer ? { authorizer: request.authorizer } : {}),
      deploymentId: stage.deploymentId,
      domainName: message.headers.host ?? "",
      domainPrefix: (message.headers.host ?? "").split(".")[0],
      extendedRequestId,
      httpMethod: method,
      identity: {
        accessKey: null,
        accountId: null,
        ...(request.apiKey ? { apiKey: request.apiKey.value, apiKeyId: request.apiKey.id } : {}),
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp,
        user: null,
        userAgent: message.headers["user-agent"] ?? null,
        userArn: null,
      },
      path: `/${stage.name}${path}`,
      protocol: `HTTP/${message.httpVersion}`,
      requestId,
      requestTime: clfTime(request.receivedAt),
      requestTimeEpoch: request.receivedAt,
      resourceId: operation.resourcePath,
      resourcePath: operation.resourcePath,
      stage: stage.name,
    },
    body: body.length === 0 ? null : body.toString(binary ? "base64" : "utf8"),
    isBase64Encoded: binary && body.length > 0,
  };
}

/** Whether a media type is one that the API declares binary. */
export function isBinary(binaryMediaTypes: readonly string[], contentType: string | undefined) {
  const type = contentType?.split(";")[0]?.trim().toLowerCase();
  return binaryMediaTypes.some(
    (declared) =>
      declared === "*/*" ||
      (type !== undefined &&
        (declared === type || (declared.endsWith("/*") && type.startsWith(declared.slice(0, -1))))),
  );
}

/** What the gateway passes on: the request's headers with its own proxy headers. */
function forwardedHeaders(message: IncomingMessage, requestId: string, sourceIp: string) {
  const headers = new Map<string, string[]>();
  const spelled = new Map<string, string>();
  const add = (name: string, value: string) => {
    const known = spelled.get(name.toLowerCase()) ?? name;
    spelled.set(name.toLowerCase(), known);
    headers.set(known, [...(headers.get(known) ?? []), value]);
  };
  for (const [name, value] of headerPairs(message)) {
    if (!/^(connection|content-length|x-forwarded-(for|port|proto))$/i.test(name)) add(name, value);
  }
  const before = message.headers["x-forwarded-for"];
  add("X-Forwarded-For", [before, sourceIp].flat().filter(Boolean).join(", "));
  // REST API stages are only ever reached over TLS.
  add("X-Forwarded-Port", "443");
  add("X-Forwarded-Proto", "https");
  if (!spelled.has("x-amzn-trace-id")) {
    const time = Math.floor(Date.now() / 1000).toString(16);
    add("X-Amzn-Trace-Id", `Root=1-${time}-${requestId.replaceAll("-", "").slice(0, 24)}`);
  }
  return Object.fromEntries(headers);
}

function lastOfEach(multi: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(multi).map(([name, values]) => [name, values.at(-1) as string]),
  );
}

function orNull<T extends object>(value: T): T | null {
  return Object.keys(value).length === 0 ? null : value;
}

/** "23/Nov/2026:09:00:00 +0000", as in Apache logs. */
function clfTime(at: number): string {
  const [, day, month, year, time] = new Date(at).toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
