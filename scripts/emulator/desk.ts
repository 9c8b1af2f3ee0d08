import { randomBytes } from "node:crypto";
import { emulatedAccount } from "../../infra/emulator";
import { type Answer, call, type Place } from "./visitor";

/** Who can sign in on the desk. */
export interface Owner {
  readonly email: string;
  readonly password: string;
}

interface UserPool {
  readonly emulator: Place;
  readonly region: string;
  readonly userPoolId: string;
}

/** Makes an owner in the emulator's user pool. */
export async function makeOwner({ emulator, region, userPoolId }: UserPool): Promise<Owner> {
  const email = "owner@shop.example.com";
  const password = `${randomBytes(18).toString("base64url")}aA1!`;
  const user = { UserPoolId: userPoolId, Username: email };
  // Emulators look at the region of a signature, and not at the signature.
  const scope = `${emulatedAccount}/20260101/${region}/cognito-idp/aws4_request`;
  const headers = {
    Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
  };
  const actions = {
    AdminCreateUser: { ...user, MessageAction: "SUPPRESS" },
    AdminSetUserPassword: { ...user, Password: password, Permanent: true },
    AdminAddUserToGroup: { ...user, GroupName: "admins" },
  };
  for (const [action, body] of Object.entries(actions)) {
    await cognito(emulator, "/", action, body, headers);
  }
  return { email, password };
}

/** Signs in through the site, as the desk does, and gives the token for its calls. */
export async function signInOnDesk(site: Place, { email, password }: Owner): Promise<string> {
  const { json } = await call(site, "GET", "/config.json");
  const answer = await cognito(site, "/auth", "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: json?.adminClientId,
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  const token = answer.json?.AuthenticationResult?.IdToken;
  if (typeof token === "string") return token;
  throw new Error(`signing in gives no token: ${answer.text.slice(0, 200)}`);
}

async function cognito(
  place: Place,
  path: string,
  action: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await call(place, "POST", path, {
    body,
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}`,
      ...headers,
    },
  });
  if (answer.status === 200) return answer;
  throw new Error(`Cognito's ${action} answers ${answer.status}: ${answer.text.slice(0, 200)}`);
}
