import type { APIGatewayProxyEvent } from "aws-lambda";
import * as v from "valibot";
import type { Refusal } from "../../contract/errors/codes";
import type { Operation } from "../../contract/operations/operation";
import { maxBodyBytes } from "../../contract/rules/body-limit";
import { type FieldProblems, reservedKeys } from "../../contract/schemas/fields";

/** A request's body and query as its row's schemas made them, or why they were refused. */
export type Parsed =
  | ({ readonly ok: true; readonly body: unknown; readonly query: unknown } & Wish)
  | ({
      readonly ok: false;
      readonly reason: Extract<Refusal, "invalid" | "body.json" | "body.large">;
      readonly fields?: FieldProblems;
    } & Wish);

/** The language that a body asks for, if it names one, even where the rest of it is wrong. */
interface Wish {
  readonly locale?: string | undefined;
}

/** Parses the body and the query of a request by the schemas of its row. */
export function parseRequest(row: Operation, event: APIGatewayProxyEvent): Parsed {
  const text = event.body ?? "";
  // API Gateway passes a binary body as base64; no operation takes one.
  if (event.isBase64Encoded) return { ok: false, reason: "body.json" };
  if (Buffer.byteLength(text) > (row.maxBodyBytes ?? maxBodyBytes))
    return { ok: false, reason: "body.large" };
  let body: unknown;
  let locale: string | undefined;
  if (row.body) {
    let reserved: string | undefined;
    try {
      body = JSON.parse(text === "" ? "{}" : text, (key, value) => {
        if (reservedKeys.includes(key)) reserved = key;
        return value;
      });
    } catch {
      return { ok: false, reason: "body.json" };
    }
    locale = localeOf(body);
    if (reserved !== undefined) {
      return { ok: false, reason: "invalid", fields: { [reserved]: "field.unknown" }, locale };
    }
    const result = v.safeParse(row.body, body);
    if (!result.success) return { ...invalid(result.issues), locale };
    body = result.output;
  }
  let query: unknown;
  if (row.query) {
    const result = v.safeParse(row.query, event.queryStringParameters ?? {});
    if (!result.success) return { ...invalid(result.issues), locale };
    query = result.output;
  }
  return { ok: true, body, query, locale };
}

/** Refuses with the first problem of each field, as the key of its sentence. */
function invalid(issues: readonly v.BaseIssue<unknown>[]): Parsed {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const field = v.getDotPath(issue)?.split(".")[0] ?? "body";
    fields[field] ??= problemKey(issue, field);
  }
  return { ok: false, reason: "invalid", fields };
}

function problemKey(issue: v.BaseIssue<unknown>, field: string): string {
  if (issue.type === "strict_object") {
    if (issue.expected === "never") return "field.unknown";
    return issue.input === undefined && field !== "body" ? `${field}.required` : "field.invalid";
  }
  return issue.message;
}

/** The headers of a request with their names in lower case. */
export function lowerCaseHeaders(
  headers: APIGatewayProxyEvent["headers"] | null,
): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined) lower[name.toLowerCase()] = value;
  }
  return lower;
}

/** Where the visitor's browser is, as CloudFront saw it; personal, so never stored or logged. */
export function viewerAddress({
  headers,
  requestContext,
}: Pick<APIGatewayProxyEvent, "headers" | "requestContext">): string {
  // CloudFront sets this header on every request, so a visitor can't choose whose writes theirs count as.
  const told = lowerCaseHeaders(headers)["x-viewer-address"];
  return told ?? requestContext.identity?.sourceIp ?? "";
}

function localeOf(body: unknown): string | undefined {
  const locale = (body as { locale?: unknown } | undefined)?.locale;
  return typeof locale === "string" ? locale : undefined;
}

/**
 * The site's address that a request came to. CloudFront sets this header on every request, so a
 * visitor can't choose where links point.
 */
export function siteOrigin(header: string | undefined): string {
  return header && /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/i.test(header) ? header : "";
}
