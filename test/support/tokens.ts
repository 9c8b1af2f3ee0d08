import { createSecretKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt, decodeProtectedHeader, exportSPKI, importJWK, SignJWT } from "jose";
import { Graph } from "local-stage";
import { openDataFolder, startCognito } from "local-stage/parts";
import { resource } from "./resource";

/** A real ID token of a pool that has nothing to do with the program, for an admin there. */
export async function tokenOfAnotherPool(): Promise<string> {
  const path = mkdtempSync(join(tmpdir(), "shopfront-pool-"));
  const folder = await openDataFolder(path);
  const pool = resource("aws:cognito/userPool:UserPool", "others-pool", {});
  const userPoolId = pool.id;
  const graph = new Graph(
    [
      pool,
      resource("aws:cognito/userPoolClient:UserPoolClient", "others-page", { userPoolId }),
      resource("aws:cognito/userGroup:UserGroup", "others-group", { userPoolId, name: "admins" }),
    ],
    {},
  );
  const adminEmail = "admin@example.com";
  const cognito = await startCognito({
    graph,
    folder,
    log: () => {},
    ownKey: { accessKeyId: "own", secretAccessKey: "own" },
    seeds: [{ email: adminEmail }],
  });
  try {
    return await cognito.idToken(adminEmail);
  } finally {
    await cognito.close();
    await folder.release();
    rmSync(path, { recursive: true, force: true });
  }
}

/** The same claims, naming the same key, but signed with one of the forger's own. */
export function signedByAnother(token: string): Promise<string> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { kid } = decodeProtectedHeader(token);
  return new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey);
}

/** The same claims signed with HMAC, the pool's public key serving as the shared secret. */
export async function signedWithPublicKey(token: string, jwksUrl: string): Promise<string> {
  const { keys } = (await (await fetch(jwksUrl)).json()) as { keys: [Record<string, string>] };
  const key = (await importJWK(keys[0], "RS256", { extractable: true })) as CryptoKey;
  const secret = createSecretKey(Buffer.from(await exportSPKI(key)));
  const { kid } = decodeProtectedHeader(token);
  return new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: "HS256", kid }).sign(secret);
}

/** The same claims without a signature. */
export function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  return `${header}.${token.split(".")[1]}.`;
}

/** The token with other claims, under the signature of the old ones. */
export function tampered(token: string, changes: Record<string, unknown>): string {
  const [header, , signature] = token.split(".");
  const claims = { ...decodeJwt(token), ...changes };
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
}
