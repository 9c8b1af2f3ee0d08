import { randomUUID } from "node:crypto";
import type { JWK, JWTPayload } from "jose";
import type { DataFolder } from "../../data-folder";
import type { PoolClient, UserPool } from "./user-pool";
import type { User } from "./users";

/** Loaded with the first token: it takes a third of a second, and the first page needs none. */
const jose = () => require("jose") as typeof import("jose");

/** The key that a pool signs with; the public half is its JWKS. */
export interface SigningKey {
  readonly kid: string;
  readonly publicJwk: JWK;
  sign(claims: Record<string, unknown>): Promise<string>;
}

/** Reads a pool's key from the data folder, or makes one: each pool has its own, as in AWS. */
export async function openKey(folder: DataFolder, { id }: UserPool): Promise<SigningKey> {
  const { exportJWK, generateKeyPair, importJWK, SignJWT } = jose();
  const name = `cognito/${id}/key.json`;
  let jwk = folder.readJson<JWK & { kid: string }>(name);
  if (!jwk) {
    const pair = await generateKeyPair("RS256", { extractable: true });
    jwk = { ...(await exportJWK(pair.privateKey)), kid: randomUUID(), alg: "RS256", use: "sig" };
    folder.writeJson(name, jwk);
  }
  const { kid, kty, n, e, alg, use } = jwk;
  const key = await importJWK(jwk, "RS256");
  return {
    kid,
    publicJwk: { kid, kty, n, e, alg, use } as JWK,
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ kid, alg: "RS256" }).sign(key),
  };
}

/** A sign-in that tokens are issued for; times in seconds since 1970. */
export interface SignIn {
  readonly user: User;
  readonly client: PoolClient;
  readonly originJti: string;
  readonly signedInAt: number;
  readonly issuedAt: number;
}

/** The ID and access token of a sign-in, with the claims that Cognito puts in them. */
export async function issueTokens(pool: UserPool, key: SigningKey, signIn: SignIn) {
  const { user, client, originJti, signedInAt, issuedAt } = signIn;
  const both = {
    sub: user.sub,
    ...(user.groups.length > 0 && { "cognito:groups": user.groups }),
    iss: pool.issuer,
    origin_jti: originJti,
    event_id: randomUUID(),
    auth_time: signedInAt,
    iat: issuedAt,
  };
  const [IdToken, AccessToken] = await Promise.all([
    key.sign({
      ...both,
      email_verified: true,
      "cognito:username": user.sub,
      aud: client.id,
      token_use: "id",
      exp: issuedAt + client.idSeconds,
      jti: randomUUID(),
      email: user.email,
    }),
    key.sign({
      ...both,
      client_id: client.id,
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
      exp: issuedAt + client.accessSeconds,
      jti: randomUUID(),
      username: user.sub,
    }),
  ]);
  return { IdToken, AccessToken, ExpiresIn: client.accessSeconds, TokenType: "Bearer" };
}

/** The claims of a token that this pool signed with RS256 and that has not expired; else nothing. */
export async function verifyToken(
  token: string,
  { issuer }: UserPool,
  { publicJwk }: SigningKey,
): Promise<JWTPayload | undefined> {
  const { createLocalJWKSet, jwtVerify } = jose();
  const keys = createLocalJWKSet({ keys: [publicJwk] });
  const wanted = { algorithms: ["RS256"], issuer, requiredClaims: ["sub", "exp"] };
  return jwtVerify(token, keys, wanted).then(
    ({ payload }) => payload,
    () => undefined,
  );
}
