import type { HeaderBag } from "../../http/headers";
import type { Json } from "./json";

/** What the gateway sends, whether a function or the gateway itself wrote it. */
export interface Reply {
  readonly status: number;
  readonly headers: HeaderBag;
  readonly body: Buffer;
}

/** The `$context` variables of a request by name, for example "identity.sourceIp". */
export type Variables = Record<string, string>;

/**
 * The gateway's own answers: default status and message, and the value of `x-amzn-ErrorType`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const defaults = {
  ACCESS_DENIED: [403, "Access Denied", "AccessDeniedException"],
  API_CONFIGURATION_ERROR: [500, "Internal server error", "InternalServerErrorException"],
  AUTHORIZER_CONFIGURATION_ERROR: [
    500,
    "Internal server error",
    "AuthorizerConfigurationException",
  ],
  AUTHORIZER_FAILURE: [500, "Internal server error", "AuthorizerFailureException"],
  BAD_REQUEST_BODY: [400, "Invalid request body", "BadRequestException"],
  BAD_REQUEST_PARAMETERS: [400, "Missing required request parameters", "BadRequestException"],
  DEFAULT_4XX: [400, "Bad Request", "BadRequestException"],
  DEFAULT_5XX: [500, "Internal server error", "InternalServerErrorException"],
  INTEGRATION_FAILURE: [504, "Internal server error", "InternalServerErrorException"],
  INTEGRATION_TIMEOUT: [504, "Endpoint request timed out", "InternalServerErrorException"],
  INVALID_API_KEY: [403, "Forbidden", "ForbiddenException"],
  MISSING_AUTHENTICATION_TOKEN: [
    403,
    "Missing Authentication Token",
    "MissingAuthenticationTokenException",
  ],
  QUOTA_EXCEEDED: [429, "Limit Exceeded", "LimitExceededException"],
  REQUEST_TOO_LARGE: [413, "Request Too Long", "RequestTooLargeException"],
  THROTTLED: [429, "Too Many Requests", "TooManyRequestsException"],
  UNAUTHORIZED: [401, "Unauthorized", "UnauthorizedException"],
  UNSUPPORTED_MEDIA_TYPE: [415, "Unsupported Media Type", "BadRequestException"],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ResponseType = keyof typeof defaults;

export interface Refusal {
  readonly type: ResponseType;
  readonly message?: string;
  /** What the gateway gives where the document sets no status; default: the type's own. */
  readonly status?: number;
  readonly validationError?: string;
}

/** Writes a gateway response as the document customises it; a type without an entry takes DEFAULT_4XX or 5XX. */
export function gatewayResponse(
  document: Json,
  refusal: Refusal,
  variables: Variables,
  requestHeaders: HeaderBag,
): Reply {
  const { type } = refusal;
  const [ownStatus, ownMessage, errorType] = defaults[type];
  const custom = document["x-amazon-apigateway-gateway-responses"] ?? {};
  const fallback = ownStatus < 500 ? custom.DEFAULT_4XX : custom.DEFAULT_5XX;
  const chosen = custom[type] ?? fallback ?? {};
  const status = Number(chosen.statusCode ?? refusal.status ?? ownStatus);
  const message = refusal.message ?? ownMessage;
  variables["error.message"] = message;
  variables["error.messageString"] = JSON.stringify(message);
  variables["error.responseType"] = type;
  if (refusal.validationError) variables["error.validationErrorString"] = refusal.validationError;

  const template =
    chosen.responseTemplates?.["application/json"] ?? '{"message":$context.error.messageString}';
  const headers: HeaderBag = {
    "content-type": ["application/json"],
    "x-amzn-errortype": [errorType],
  };
  for (const [target, source] of Object.entries<string>(chosen.responseParameters ?? {})) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1]?.toLowerCase();
    const value = mapped(source, variables, requestHeaders);
    if (name && value !== undefined) headers[name] = [value];
  }
  return { status, headers, body: Buffer.from(substitute(template, variables)) };
}

/**
 * Puts `$context` variables into a text, their quotes escaped for the JSON around them;
 * `$context.error.messageString` brings its own. AWS does not promise that escaping for every
 * variable, so a template should not rest on it.
 */
export function substitute(template: string, variables: Variables, missing = ""): string {
  return template.replace(/\$context\.([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)/g, (_, name: string) => {
    const value = variables[name] ?? missing;
    return name === "error.messageString" ? value : JSON.stringify(value).slice(1, -1);
  });
}

/** The value of a header mapping: 'a literal', a context variable, or a header of the request. */
export function mapped(source: string, variables: Variables, requestHeaders: HeaderBag) {
  const literal = /^'(.*)'$/s.exec(source);
  if (literal) return literal[1];
  if (source.startsWith("context.")) return variables[source.slice("context.".length)];
  const header = /^method\.request\.header\.(.+)$/.exec(source)?.[1];
  return header ? requestHeaders[header.toLowerCase()]?.[0] : undefined;
}
