import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import * as v from "valibot";
import type { Language } from "../../contract/business";
import type { Operation } from "../../contract/operations/operation";
import { chooseLanguage, type MessageKey, translate } from "../../contract/wording/messages";
import { log } from "./log";

/** More than any form of the site sends; a longer body is refused unread. */
export const maxBodyBytes = 16_384;

/** A request after its row's schemas have accepted it. */
export interface Request<Row extends Operation> {
  readonly body: Row extends { body: infer S extends v.GenericSchema }
    ? v.InferOutput<S>
    : undefined;
  readonly query: Row extends { query: infer S extends v.GenericSchema }
    ? v.InferOutput<S>
    : undefined;
  readonly path: Readonly<Record<string, string>>;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly language: Language;
  /** Who is signed in, by the user pool's id of them; "" where nobody has to be. */
  readonly admin: string;
  /** "https://www.example.com", as CloudFront saw it; "" on a call that did not come through it. */
  readonly siteOrigin: string;
  /** Where the visitor's browser is, as CloudFront saw it; personal, so never stored or logged. */
  readonly viewerAddress: string;
}

/** What an operation answers: its reply, or a refusal that `refusals` turns into a status. */
export type Answer<Row extends Operation> =
  | { readonly ok: true; readonly reply: v.InferOutput<Row["reply"]> }
  | { readonly ok: false; readonly reason: Refusal; readonly fields?: FieldProblems };

/** Field names with the key of what is wrong. */
export type FieldProblems = Readonly<Record<string, string>>;

/** The one place where an expected failure gets its status code. */
const refusals = {
  invalid: 400,
  "body.json": 400,
  "idempotency.invalid": 400,
  "manage.missing": 401,
  "admin.missing": 401,
  "admin.group": 403,
  "manage.wrong": 403,
  "not-found": 404,
  taken: 409,
  busy: 409,
  conflict: 409,
  "email.taken": 409,
  "idempotency.reused": 409,
  "booking.unchangeable": 409,
  "booking.changed": 409,
  "booking.is.pending": 409,
  "booking.is.confirmed": 409,
  "booking.is.completed": 409,
  "booking.is.no_show": 409,
  "booking.is.cancelled": 409,
  "booking.is.rejected": 409,
  "booking.is.expired": 409,
  "product.stale": 409,
  "body.large": 413,
} as const satisfies Partial<Record<MessageKey, number>>;
export type Refusal = keyof typeof refusals;

/** Answers with the operation's reply. */
export function ok<Reply>(reply: Reply): { readonly ok: true; readonly reply: Reply } {
  return { ok: true, reply };
}

/** Answers with a refusal; `fields` names what is wrong where. */
export function refuse(reason: Refusal, fields?: FieldProblems) {
  return fields ? { ok: false as const, reason, fields } : { ok: false as const, reason };
}

/**
 * Makes the Lambda handler of an operation: parses the request by the row's schemas, lets `act`
 * answer, and turns the answer into a response. What `act` throws is logged and answered with 500
 * and no internals.
 */
export function serve<Row extends Operation>(
  row: Row,
  act: (request: Request<Row>) => Promise<Answer<Row>>,
): (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult> {
  return async (event) => {
    const headers = lowerCaseHeaders(event.headers);
    const language = chooseLanguage(headers["accept-language"]);
    try {
      const admin = row.access === "admin" ? adminOf(event) : ok("");
      if (!admin.ok) return refusal(language, admin);
      const parsed = parse(row, event);
      if (!parsed.ok) return refusal(language, parsed);
      const answer = await act({
        body: parsed.body as Request<Row>["body"],
        query: parsed.query as Request<Row>["query"],
        path: (event.pathParameters ?? {}) as Record<string, string>,
        headers,
        language: chooseLanguage(localeOf(parsed.body), headers["accept-language"]),
        admin: admin.reply,
        siteOrigin: siteOrigin(headers["x-site-origin"]),
        viewerAddress: headers["x-viewer-address"] ?? event.requestContext.identity?.sourceIp ?? "",
      });
      if (!answer.ok) return refusal(chooseLanguage(localeOf(parsed.body), language), answer);
      return response(row, answer.reply);
    } catch (error) {
      log.error({ event: "request.failed", path: row.path, method: row.method }, error);
      return json(500, { error: "Internal server error" });
    }
  };
}

/**
 * The signed-in member of the group `admins`. The gateway's authorizer has checked the token; it
 * can't check groups, so that is done here, and a row that reaches no authorizer stays closed.
 */
function adminOf(event: APIGatewayProxyEvent) {
  const claims = event.requestContext.authorizer?.claims as Record<string, unknown> | undefined;
  if (typeof claims?.sub !== "string") return refuse("admin.missing");
  // API Gateway passes a list of groups as one text: "admins", "admins,staff" or "[admins staff]".
  const groups = String(claims["cognito:groups"] ?? "").split(/[\s,[\]]+/);
  return groups.includes("admins") ? ok(claims.sub) : refuse("admin.group");
}

type Parsed =
  | { readonly ok: true; readonly body: unknown; readonly query: unknown }
  | { readonly ok: false; readonly reason: Refusal; readonly fields?: FieldProblems };

function parse(row: Operation, event: APIGatewayProxyEvent): Parsed {
  const text = event.body ?? "";
  // Base64 is how the gateway passes a binary body; no operation takes one.
  if (event.isBase64Encoded) return refuse("body.json");
  if (Buffer.byteLength(text) > maxBodyBytes) return refuse("body.large");
  let body: unknown;
  if (row.body) {
    try {
      body = JSON.parse(text === "" ? "{}" : text, onlyText);
    } catch {
      return refuse("body.json");
    }
    const result = v.safeParse(row.body, body);
    if (!result.success) return refuse("invalid", fieldProblems(result.issues));
    body = result.output;
  }
  let query: unknown;
  if (row.query) {
    const result = v.safeParse(row.query, event.queryStringParameters ?? {});
    if (!result.success) return refuse("invalid", fieldProblems(result.issues));
    query = result.output;
  }
  return { ok: true, body, query };
}

/** Half of a surrogate pair can be written in JSON, but is no text: DynamoDB could not store it. */
function onlyText(name: string, value: unknown): unknown {
  if (/\p{Surrogate}/u.test(`${name} ${typeof value === "string" ? value : ""}`)) {
    throw new SyntaxError("Half of a surrogate pair.");
  }
  return value;
}

/** The first problem of each field, as the key of its sentence. */
export function fieldProblems(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const issue of issues) {
    const field = v.getDotPath(issue)?.split(".")[0] ?? "body";
    problems[field] ??= problemKey(issue, field);
  }
  return problems;
}

function problemKey(issue: v.BaseIssue<unknown>, field: string): string {
  if (issue.type === "strict_object") {
    if (issue.expected === "never") return "field.unknown";
    return issue.input === undefined && field !== "body" ? `${field}.required` : "field.invalid";
  }
  return issue.message;
}

function refusal(
  language: Language,
  { reason, fields }: { readonly reason: Refusal; readonly fields?: FieldProblems },
): APIGatewayProxyResult {
  const said =
    fields && Object.entries(fields).map(([name, key]) => [name, translate(language, key)]);
  return json(refusals[reason], {
    error: translate(language, reason),
    ...(said && { fields: Object.fromEntries(said) }),
  });
}

function response(row: Operation, reply: unknown): APIGatewayProxyResult {
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

function json(statusCode: number, body: unknown, cacheControl = "no-store"): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { "Content-Type": "application/json; charset=utf-8", "Cache-Control": cacheControl },
    body: JSON.stringify(body),
  };
}

function lowerCaseHeaders(headers: APIGatewayProxyEvent["headers"] | null): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined) lower[name.toLowerCase()] = value;
  }
  return lower;
}

function localeOf(body: unknown): string | undefined {
  const locale = (body as { locale?: unknown } | undefined)?.locale;
  return typeof locale === "string" ? locale : undefined;
}

/** CloudFront sets this header on every request, so a visitor can't choose what links point to. */
function siteOrigin(header: string | undefined): string {
  return header && /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/i.test(header) ? header : "";
}
