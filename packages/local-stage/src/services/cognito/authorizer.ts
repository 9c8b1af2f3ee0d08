import type { JWTPayload } from "jose";
import type { Authorizer } from "../api-gateway/authorization";
import { type SigningKey, verifyToken } from "./tokens";
import type { UserPool } from "./user-pool";

/** A pool with the key that its tokens are signed with. */
export interface KeyedPool {
  readonly pool: UserPool;
  readonly key: () => Promise<SigningKey>;
}

/**
 * API Gateway's authorizer of the type "cognito_user_pools": takes an ID token of one of the scheme's
 * pools, with or without "Bearer " before it. As in AWS it does not look at the client, and without
 * scopes it takes no access token.
 */
export function poolAuthorizer(pools: readonly KeyedPool[]): Authorizer {
  return async (scheme, headers) => {
    const header = headers[String(scheme.name).toLowerCase()]?.[0] ?? "";
    const arns: string[] = scheme["x-amazon-apigateway-authorizer"]?.providerARNs ?? [];
    for (const { pool, key } of pools.filter(({ pool: { arn } }) => arns.includes(arn))) {
      const claims = await verifyToken(header.replace(/^Bearer /i, ""), pool, await key());
      if (claims?.token_use === "id") return { ok: true, context: { claims: asTexts(claims) } };
    }
    return { ok: false, refusal: { type: "UNAUTHORIZED" } };
  };
}

/** How API Gateway tells a function: every claim is a text, lists joined by commas, times spelt out. */
function asTexts(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      name === "exp" || name === "iat" ? spelt(Number(value)) : String(value),
    ]),
  );
}

/** "Tue Apr 04 18:39:39 UTC 2023" */
function spelt(seconds: number): string {
  const [weekday = "", day, month, year, time] = new Date(seconds * 1000).toUTCString().split(" ");
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} UTC ${year}`;
}
