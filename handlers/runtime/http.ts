import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type * as v from "valibot";
import type { Business, Language } from "../../contract/business";
import type { Refusal } from "../../contract/errors/codes";
import type { Operation, RefusalOf } from "../../contract/operations/operation";
import type { FieldProblems } from "../../contract/schemas/fields";
import type { Terms } from "../../contract/schemas/terms";
import { chooseLanguage } from "../../contract/wording/language";
import { log } from "./log";
import { isOutage } from "./outage";
import { lowerCaseHeaders, parseRequest, siteOrigin, viewerAddress } from "./parse-request";
import { errorResponse, replyResponse } from "./responses";

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
  /** The business in force. */
  readonly business: Business;
  /** The user pool's id of whoever is signed in; "" where nobody has to be. */
  readonly admin: string;
  /** "https://www.example.com", as CloudFront saw it; "" on a call that did not come through it. */
  readonly siteOrigin: string;
  /** Where the visitor's browser is, as CloudFront saw it; personal, so never stored or logged. */
  readonly viewerAddress: string;
}

/** What an operation answers: its reply, or one of the refusals that its row allows. */
export type Answer<Row extends Operation> =
  | { readonly ok: true; readonly reply: v.InferOutput<Row["reply"]> }
  | ({ readonly ok: false } & Refused<RefusalOf<Row>>);

interface Refused<Reason extends Refusal = Refusal> {
  readonly reason: Reason;
  /** What is wrong with which field, as the key of its sentence. */
  readonly fields?: FieldProblems;
  /** The same in the reader's language. */
  readonly sentences?: Readonly<Record<string, string>>;
  /** The length and price as they are now. */
  readonly terms?: Terms;
}

/** Answers with the operation's reply. */
export function ok<Reply>(reply: Reply): { readonly ok: true; readonly reply: Reply } {
  return { ok: true, reply };
}

/** Answers with a refusal; `fields` names what is wrong where. */
export function refuse<const Reason extends Refusal>(reason: Reason, fields?: FieldProblems) {
  return fields ? { ok: false as const, reason, fields } : { ok: false as const, reason };
}

/** Refuses because a visit has another length or price than its customer expects. */
export function refuseTerms(terms: Terms | undefined) {
  return { ok: false as const, reason: "terms.changed" as const, ...(terms && { terms }) };
}

/** Refuses with sentences that are in the reader's language already, by where they belong. */
export function refuseInWords<const Reason extends Refusal>(
  reason: Reason,
  sentences: Readonly<Record<string, string>>,
) {
  return { ok: false as const, reason, sentences };
}

/**
 * Makes the Lambda handler of an operation: parses the request by the row's schemas, lets `act`
 * answer, and turns the answer into a response. What `act` throws is logged, and answered with a 503
 * where it is an outage, otherwise with a 500 that tells nothing of it.
 */
export function serve<Row extends Operation>(
  business: Business,
  row: Row,
  act: (request: Request<Row>) => Promise<Answer<Row>>,
): (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult> {
  return async (event) => {
    const headers = lowerCaseHeaders(event.headers);
    let language = chooseLanguage(business, headers["accept-language"]);
    const refusal = ({ reason, ...details }: Refused) =>
      errorResponse(business, language, reason, details);
    try {
      const admin = row.access === "admin" ? adminOf(event) : ok("");
      if (!admin.ok) return refusal(admin);
      const parsed = parseRequest(row, event);
      language = chooseLanguage(business, parsed.locale, headers["accept-language"]);
      if (!parsed.ok) return refusal(parsed);
      const answer = await act({
        body: parsed.body as Request<Row>["body"],
        query: parsed.query as Request<Row>["query"],
        path: (event.pathParameters ?? {}) as Record<string, string>,
        headers,
        business,
        language,
        admin: admin.reply,
        siteOrigin: siteOrigin(headers["x-site-origin"]),
        viewerAddress: viewerAddress(event),
      });
      return answer.ok ? replyResponse(row, answer.reply) : refusal(answer);
    } catch (error) {
      const entry = { event: "request.failed", path: row.path, method: row.method };
      log.error(entry, error);
      return errorResponse(business, language, isOutage(error) ? "unavailable" : "internal");
    }
  };
}

/**
 * The signed-in member of the group `admins`. The gateway's authorizer checks the token but can't
 * check groups, so that is done here; an operation without an authorizer stays closed.
 */
function adminOf(event: APIGatewayProxyEvent) {
  const claims = event.requestContext.authorizer?.claims as Record<string, unknown> | undefined;
  if (typeof claims?.sub !== "string") return refuse("admin.missing");
  // API Gateway passes the groups as one string: "admins", "admins,staff" or "[admins staff]".
  const groups = String(claims["cognito:groups"] ?? "").split(/[\s,[\]]+/);
  return groups.includes("admins") ? ok(claims.sub) : refuse("admin.group");
}
