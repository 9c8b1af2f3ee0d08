import type { Distribution } from "./distribution";
import type { EdgeFunction } from "./function";
import {
  bagOf,
  disallowed,
  grouped,
  pairsOf,
  problemWith,
  setCookies,
  valuesOf,
} from "./function-values";
import { cookiePairs, type EdgeRequest, type EdgeResponse, errorPage, queryPairs } from "./message";

// biome-ignore lint/suspicious/noExplicitAny: a function may return anything
type Json = any;

/** Headers that a function sees but may not touch. */
const readOnly = ["content-length", "host", "transfer-encoding", "via"];

/** Runs a viewer-request function: the request it returns, or a response to send at once. */
export async function runViewerRequest(
  edge: EdgeFunction,
  distribution: Distribution,
  request: EdgeRequest,
): Promise<{ request: EdgeRequest } | { response: EdgeResponse }> {
  const event = {
    version: "1.0",
    context: contextOf(distribution, request, "viewer-request"),
    viewer: { ip: request.clientIp },
    request: requestOf(request),
    response: {},
  };
  const result = await edge.run(event);
  if (!result.ok) return { response: failure("FunctionExecutionError", edge, result.why) };
  const value: Json = result.value;
  if (value?.statusCode !== undefined) {
    const bad = problemWith(value.headers);
    if (bad) return { response: failure("FunctionValidationError", edge, bad) };
    return { response: generated(value) };
  }
  if (typeof value?.uri !== "string" || !value.uri.startsWith("/")) {
    return { response: failure("FunctionValidationError", edge, "it returned no request") };
  }
  const headers = bagOf(value.headers);
  const touched = readOnly.find((name) => `${headers[name]}` !== `${request.headers[name]}`);
  const bad = touched ? `it changed the header ${touched}` : problemWith(value.headers);
  if (bad) return { response: failure("FunctionValidationError", edge, bad) };
  const cookies = pairsOf(value.cookies).map(([name, text]) => `${name}=${text}`);
  for (const [name, values] of Object.entries(request.headers)) {
    if (disallowed.test(name)) headers[name] = values;
  }
  if (cookies.length > 0) headers.cookie = [cookies.join("; ")];
  const query = pairsOf(value.querystring)
    .map(([name, text]) => (text === "" ? name : `${name}=${text}`))
    .join("&");
  return { request: { ...request, uri: value.uri, query, headers } };
}

/** Runs a viewer-response function; the body stays CloudFront's. */
export async function runViewerResponse(
  edge: EdgeFunction,
  distribution: Distribution,
  request: EdgeRequest,
  response: EdgeResponse,
): Promise<EdgeResponse> {
  const result = await edge.run({
    version: "1.0",
    context: contextOf(distribution, request, "viewer-response"),
    viewer: { ip: request.clientIp },
    request: requestOf(request),
    response: {
      statusCode: response.status,
      statusDescription: "",
      headers: valuesOf(response.headers, (name) => name === "set-cookie" || disallowed.test(name)),
      cookies: {},
    },
  });
  if (!result.ok) return failure("FunctionExecutionError", edge, result.why);
  const value: Json = result.value;
  const bad =
    typeof value?.statusCode === "number" ? problemWith(value.headers) : "it returned no response";
  if (bad) return failure("FunctionValidationError", edge, bad);
  const headers = bagOf(value.headers);
  for (const [name, values] of Object.entries(response.headers)) {
    if (name === "set-cookie" || disallowed.test(name)) headers[name] = values;
  }
  headers["set-cookie"] = [...(headers["set-cookie"] ?? []), ...setCookies(value.cookies)];
  if (headers["set-cookie"].length === 0) delete headers["set-cookie"];
  return { ...response, status: value.statusCode, headers };
}

function contextOf(distribution: Distribution, request: EdgeRequest, eventType: string) {
  const { domainName, id } = distribution;
  return {
    distributionDomainName: domainName,
    distributionId: id,
    eventType,
    requestId: request.requestId,
  };
}

function requestOf({ method, uri, query, headers }: EdgeRequest) {
  return {
    method,
    uri,
    querystring: grouped(queryPairs(query)),
    headers: valuesOf(headers, (name) => name === "cookie" || disallowed.test(name)),
    cookies: grouped(cookiePairs(headers)),
  };
}

function generated({ statusCode, headers, cookies, body }: Json): EdgeResponse {
  const text = typeof body === "string" ? { data: body } : body;
  const encoding = text?.encoding === "base64" ? "base64" : "utf8";
  const bag = bagOf(headers);
  const made = setCookies(cookies);
  if (made.length > 0) bag["set-cookie"] = [...(bag["set-cookie"] ?? []), ...made];
  delete bag["content-length"];
  return {
    status: Number(statusCode),
    headers: { server: ["CloudFront"], ...bag },
    body: Buffer.from(text?.data ?? "", encoding),
    outcome: "FunctionGeneratedResponse",
  };
}

/** A function that fails is 503, one that returns what CloudFront cannot use is 502. */
function failure(kind: string, { name }: EdgeFunction, why: string): EdgeResponse {
  const status = kind === "FunctionExecutionError" ? 503 : 502;
  const title = "The CloudFront function associated with the CloudFront distribution is invalid.";
  return { ...errorPage(status, title, ""), outcome: kind, why: `${name}: ${why}` };
}
