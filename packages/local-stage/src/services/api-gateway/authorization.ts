import type { HeaderBag } from "../../http/headers";
import type { Json } from "./json";
import type { Refusal } from "./response";
import type { Operation } from "./routes";

/** What an authorizer decides; its context becomes `requestContext.authorizer`. */
export type Decision =
  | { readonly ok: true; readonly context: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly refusal: Refusal };

/** Decides on one security scheme of the document, for example a Cognito user pool. */
export type Authorizer = (
  scheme: Json,
  headers: HeaderBag,
  scopes: readonly string[],
) => Promise<Decision>;

/** Authorizers by the scheme's `x-amazon-apigateway-authtype`, for example "cognito_user_pools". */
export type Authorizers = Readonly<Record<string, Authorizer>>;

/** What the security requirement of an operation comes to. */
export interface Security {
  readonly keyRequired: boolean;
  authorize(headers: HeaderBag): Promise<Decision>;
}

/**
 * Reads an operation's `security`. All schemes it names must agree. A scheme that nobody here can
 * decide on refuses everybody: an operation must never be open because the local stage is younger
 * than the document.
 */
export function securityOf(
  document: Json,
  { spec }: Operation,
  authorizers: Authorizers,
  log: (line: string) => void,
): Security {
  const requirements = (spec.security ?? document.security ?? []).flatMap(
    (requirement: Record<string, string[]>) => Object.entries(requirement),
  ) as [string, string[]][];
  const others = requirements.filter(([name]) => !isApiKey(document, name));
  return {
    keyRequired: others.length < requirements.length,
    async authorize(headers) {
      let context: Readonly<Record<string, unknown>> = {};
      for (const [name, scopes] of others) {
        const scheme = document.components?.securitySchemes?.[name];
        const authorizer = authorizers[scheme?.["x-amazon-apigateway-authtype"] ?? ""];
        if (!scheme || !authorizer) {
          log(`The local gateway cannot decide on the security scheme "${name}", so it refuses.`);
          return { ok: false, refusal: { type: "AUTHORIZER_CONFIGURATION_ERROR" } };
        }
        const decision = await authorizer(scheme, headers, scopes);
        if (!decision.ok) return decision;
        context = { ...context, ...decision.context };
      }
      return { ok: true, context };
    },
  };
}

function isApiKey(document: Json, name: string): boolean {
  const scheme = document.components?.securitySchemes?.[name];
  return (
    scheme?.type === "apiKey" &&
    scheme.in === "header" &&
    String(scheme.name).toLowerCase() === "x-api-key" &&
    !scheme["x-amazon-apigateway-authtype"]
  );
}
