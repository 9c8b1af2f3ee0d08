import type { InvocationResult, Invoke } from "../../invocation";
import type { Stage } from "./api";
import { type GatewayRequest, isBinary, proxyEvent } from "./event";
import type { Refusal, Reply } from "./response";
import type { Match } from "./routes";

export type IntegrationResult =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly refusal: Refusal; readonly why: string };

/** The gateway waits 29 s for an integration unless the document asks for less. */
const longestWaitMs = 29_000;

/** Calls the function behind an `aws_proxy` integration and maps what it answers. */
export async function callFunction(
  stage: Stage,
  match: Match,
  request: GatewayRequest,
  invoke: Invoke,
): Promise<IntegrationResult> {
  const integration = match.operation.spec["x-amazon-apigateway-integration"];
  const functionArn = functionArnOf(integration.uri);
  if (!functionArn) {
    return refused("API_CONFIGURATION_ERROR", 500, `${integration.uri} names no function.`);
  }
  const { method, resourcePath } = match.operation;
  const caller = {
    principal: "apigateway.amazonaws.com",
    sourceArn: `${stage.executionArn}/${stage.name}/${method === "ANY" ? "*" : method}${resourcePath}`,
  };
  const waitMs = Math.min(integration.timeoutInMillis ?? longestWaitMs, longestWaitMs);
  const result = await withinTime(
    invoke(functionArn, proxyEvent(stage, match, request), caller),
    waitMs,
  );
  if (!result) return refused("INTEGRATION_TIMEOUT", 504, `No answer within ${waitMs} ms.`);
  if (!result.ok) return failed(result);
  const accept = request.message.headers.accept?.split(",")[0];
  return readReply(result.payload, (contentType) =>
    [accept, contentType].some((type) => isBinary(stage.binaryMediaTypes, type)),
  );
}

/** "arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<arn>/invocations" holds the function's ARN. */
function functionArnOf(uri: unknown): string | undefined {
  return /:lambda:path\/[\d-]+\/functions\/(arn:[^/]+)\/invocations$/.exec(String(uri))?.[1];
}

async function withinTime(
  invocation: Promise<InvocationResult>,
  waitMs: number,
): Promise<InvocationResult | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), waitMs);
  });
  try {
    return await Promise.race([invocation, late]);
  } catch (error) {
    return { ok: false, reason: "failed", message: String(error) };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * 504 for a function that ran out of time, 502 for one that threw. A throttled or forbidden
 * invocation is 500: https://repost.aws/knowledge-center/api-gateway-internal-server-error
 */
function failed({ reason, message }: Extract<InvocationResult, { ok: false }>): IntegrationResult {
  switch (reason) {
    case "timeout":
      return refused("INTEGRATION_TIMEOUT", 504, message);
    case "throttled":
      return refused("INTEGRATION_FAILURE", 500, message);
    case "denied":
    case "not-found":
      return refused("API_CONFIGURATION_ERROR", 500, message);
    default:
      return refused("DEFAULT_5XX", 502, message);
  }
}

function refused(type: Refusal["type"], status: number, why: string): IntegrationResult {
  return { ok: false, refusal: { type, status }, why };
}

const replyKeys = new Set([
  "statusCode",
  "headers",
  "multiValueHeaders",
  "body",
  "isBase64Encoded",
]);

/** Headers of a function that the gateway sends under "x-amzn-remapped-…", as they are its own. */
const remapped = new Set(["authorization", "connection", "content-md5", "date", "host", "server"])
  .add("user-agent")
  .add("www-authenticate");
const dropped = new Set(["content-length", "transfer-encoding", "te", "trailer", "upgrade"]);

/** Maps a proxy reply; anything that is not one is a malformed reply, 502. */
function readReply(
  payload: unknown,
  isBinaryReply: (contentType: string | undefined) => boolean,
): IntegrationResult {
  const malformed = (why: string) =>
    refused("DEFAULT_5XX", 502, `Malformed Lambda proxy response: ${why}.`);
  if (payload === null || typeof payload !== "object" || Array.isArray(payload)) {
    return malformed("not an object");
  }
  const reply = payload as Record<string, unknown>;
  const stranger = Object.keys(reply).find((key) => !replyKeys.has(key));
  if (stranger) return malformed(`it has "${stranger}"`);
  const status = Number(reply.statusCode ?? 200);
  if (!Number.isInteger(status) || status < 100 || status > 599) return malformed("statusCode");
  const headers: Record<string, string[]> = { "content-type": ["application/json"] };
  const all = { ...asRecord(reply.headers), ...asRecord(reply.multiValueHeaders) };
  for (const [name, value] of Object.entries(all)) {
    const values = Array.isArray(value) ? value : [value];
    if (values.some((one) => !["string", "number", "boolean"].includes(typeof one))) {
      return malformed(`header ${name}`);
    }
    if (values.some((one) => /[^\t\x20-\x7e\x80-\xff]/.test(String(one)))) {
      return malformed(`header ${name} cannot be sent`);
    }
    const lower = name.toLowerCase();
    if (dropped.has(lower)) continue;
    headers[remapped.has(lower) ? `x-amzn-remapped-${lower}` : lower] = values.map(String);
  }
  const { body = "" } = reply;
  if (body !== null && typeof body !== "string") return malformed("body is not a string");
  const decode = reply.isBase64Encoded === true && isBinaryReply(headers["content-type"]?.[0]);
  return {
    ok: true,
    reply: { status, headers, body: Buffer.from(body ?? "", decode ? "base64" : "utf8") },
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
}
