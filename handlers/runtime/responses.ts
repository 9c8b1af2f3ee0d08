import type { APIGatewayProxyResult } from "aws-lambda";
import type { Business, Language } from "../../contract/business";
import { type ErrorCode, errorStatuses, retryAfterSeconds } from "../../contract/errors/codes";
import type { Operation } from "../../contract/operations/operation";
import type { ErrorReply, FieldProblems } from "../../contract/schemas/fields";
import type { Terms } from "../../contract/schemas/terms";
import { translate } from "../../contract/wording/translate";

/** The response that carries an operation's reply. */
export function replyResponse(row: Operation, reply: unknown): APIGatewayProxyResult {
  if (row.status === 204) {
    return { statusCode: 204, headers: { "Cache-Control": "no-store" }, body: "" };
  }
  const cache = row.cacheSeconds
    ? // Browsers ask again; only CloudFront keeps it.
      `public, max-age=0, s-maxage=${row.cacheSeconds}`
    : "no-store";
  if (row.contentType && row.contentType !== "application/json") {
    return {
      statusCode: row.status,
      headers: { "Content-Type": `${row.contentType}; charset=utf-8`, "Cache-Control": cache },
      body: String(reply),
    };
  }
  return json(row.status, reply, cache);
}

/** What an error says beside its code. */
interface ErrorDetails {
  /** What is wrong where, as the key of its sentence. */
  readonly fields?: FieldProblems;
  /** The same in the reader's language already. */
  readonly sentences?: Readonly<Record<string, string>>;
  readonly terms?: Terms;
}

/** The response that carries an error, with its sentences in the reader's language. */
export function errorResponse(
  business: Business,
  language: Language,
  code: ErrorCode,
  { fields, sentences, terms }: ErrorDetails = {},
): APIGatewayProxyResult {
  const sentence = (key: string) => translate(business, language, key);
  const reply = {
    code,
    error: sentence(code),
    ...(sentences && { fields: sentences }),
    ...(fields && {
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, key]) => [name, sentence(key)]),
      ),
    }),
    ...(terms && { terms }),
  };
  return errorReply(reply);
}

/** The response that carries an error whose sentences are there. */
export function errorReply(
  reply: ErrorReply & { readonly code: ErrorCode },
): APIGatewayProxyResult {
  const response = json(errorStatuses[reply.code], reply);
  const seconds = retryAfterSeconds[reply.code];
  if (seconds !== undefined)
    response.headers = { ...response.headers, "Retry-After": String(seconds) };
  return response;
}

function json(statusCode: number, body: unknown, cacheControl = "no-store"): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { "Content-Type": "application/json; charset=utf-8", "Cache-Control": cacheControl },
    body: JSON.stringify(body),
  };
}
