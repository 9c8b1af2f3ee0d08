/**
 * The calls to Cognito. They go through the site's own `/auth`, so the content security policy
 * needs no other origin and the browser makes no preflight.
 */

/** What a sign-in gives: three tokens and when the first two end, in milliseconds since 1970. */
export interface Tokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: number;
}

/** Why Cognito refused; the wording has a sentence for each. */
export type SignInProblem =
  | "wrong"
  | "code"
  | "weak"
  | "ended"
  | "reset"
  | "many"
  | "offline"
  | "failed";

/** What Cognito still asks for before it gives tokens; `session` ties the steps together. */
export type Challenge =
  | { readonly kind: "new-password"; readonly username: string; readonly session: string }
  | { readonly kind: "code"; readonly username: string; readonly session: string }
  | {
      readonly kind: "set-up-code";
      readonly username: string;
      readonly session: string;
      /** For the authenticator app. */
      readonly secret: string;
    };

/** Where a step of signing in leads. */
export type Step =
  | { readonly kind: "signed-in"; readonly tokens: Tokens }
  | Challenge
  | { readonly kind: "refused"; readonly problem: SignInProblem };

type Json = Readonly<Record<string, unknown>>;
type Answer =
  | { readonly ok: true; readonly reply: Json }
  | { readonly ok: false; readonly type: string };

const timeoutMs = 20_000;

/** One call of Cognito's API; `type` is its exception, or "Offline" if nothing answered. */
async function ask(action: string, body: Json): Promise<Answer> {
  try {
    const response = await fetch("/auth", {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}`,
      },
      body: JSON.stringify(body),
      credentials: "omit",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const reply = JSON.parse((await response.text()) || "{}") as Json;
    if (response.ok) return { ok: true, reply };
    const type = String(reply.__type ?? "").split("#");
    return { ok: false, type: type.at(-1) ?? "" };
  } catch {
    return { ok: false, type: "Offline" };
  }
}

let clientId: string | undefined;

/** The user pool's client; the deployment publishes it beside the pages. */
async function findClientId(): Promise<string | undefined> {
  if (clientId) return clientId;
  try {
    const response = await fetch("/config.json", { signal: AbortSignal.timeout(timeoutMs) });
    const found = response.ok ? ((await response.json()) as Json).adminClientId : undefined;
    clientId = typeof found === "string" ? found : undefined;
  } catch {
    clientId = undefined;
  }
  return clientId;
}

/** Starts a sign-in. */
export async function signIn(username: string, password: string): Promise<Step> {
  const ClientId = await findClientId();
  if (!ClientId) return { kind: "refused", problem: "offline" };
  const answer = await ask("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  return stepAfter(answer, username, "wrong");
}

/** Answers a challenge with what was typed: a new password, or the app's six digits. */
export async function answerChallenge(challenge: Challenge, typed: string): Promise<Step> {
  const ClientId = await findClientId();
  if (!ClientId) return { kind: "refused", problem: "offline" };
  const { username } = challenge;
  let { session } = challenge;
  if (challenge.kind === "set-up-code") {
    const verified = await ask("VerifySoftwareToken", { Session: session, UserCode: typed });
    if (!verified.ok) return stepAfter(verified, username, "ended");
    session = String(verified.reply.Session ?? session);
  }
  const answers = {
    "new-password": { name: "NEW_PASSWORD_REQUIRED", also: { NEW_PASSWORD: typed } },
    code: { name: "SOFTWARE_TOKEN_MFA", also: { SOFTWARE_TOKEN_MFA_CODE: typed } },
    "set-up-code": { name: "MFA_SETUP", also: {} },
  }[challenge.kind];
  const answer = await ask("RespondToAuthChallenge", {
    ChallengeName: answers.name,
    ClientId,
    Session: session,
    ChallengeResponses: { USERNAME: username, ...answers.also },
  });
  return stepAfter(answer, username, "ended");
}

/** New tokens for old ones; refused with "ended" when a new sign-in is needed. */
export async function refresh(tokens: Tokens): Promise<Step> {
  const ClientId = await findClientId();
  if (!ClientId) return { kind: "refused", problem: "offline" };
  const answer = await ask("InitiateAuth", {
    AuthFlow: "REFRESH_TOKEN_AUTH",
    ClientId,
    AuthParameters: { REFRESH_TOKEN: tokens.refreshToken },
  });
  return stepAfter(answer, "", "ended", tokens.refreshToken);
}

/** Revokes the tokens; the page goes on even if that fails. */
export async function revoke(tokens: Tokens): Promise<void> {
  const ClientId = await findClientId();
  if (ClientId) await ask("RevokeToken", { ClientId, Token: tokens.refreshToken });
}

async function stepAfter(
  answer: Answer,
  username: string,
  notAuthorized: SignInProblem,
  oldRefreshToken = "",
): Promise<Step> {
  if (!answer.ok) return { kind: "refused", problem: problemOf(answer.type, notAuthorized) };
  const result = answer.reply.AuthenticationResult as Json | undefined;
  if (result?.IdToken) {
    return {
      kind: "signed-in",
      tokens: {
        idToken: String(result.IdToken),
        accessToken: String(result.AccessToken ?? ""),
        // A refresh brings no new refresh token: the old one stays valid.
        refreshToken: String(result.RefreshToken ?? oldRefreshToken),
        expiresAt: Date.now() + Number(result.ExpiresIn ?? 3_600) * 1_000,
      },
    };
  }
  const session = String(answer.reply.Session ?? "");
  const parameters = (answer.reply.ChallengeParameters ?? {}) as Json;
  const name = String(parameters.USER_ID_FOR_SRP ?? username);
  switch (answer.reply.ChallengeName) {
    case "NEW_PASSWORD_REQUIRED":
      return { kind: "new-password", username: name, session };
    case "SOFTWARE_TOKEN_MFA":
      return { kind: "code", username: name, session };
    case "MFA_SETUP": {
      const made = await ask("AssociateSoftwareToken", { Session: session });
      if (!made.ok) return { kind: "refused", problem: problemOf(made.type, "ended") };
      return {
        kind: "set-up-code",
        username: name,
        session: String(made.reply.Session ?? session),
        secret: String(made.reply.SecretCode ?? ""),
      };
    }
    default:
      return { kind: "refused", problem: "failed" };
  }
}

function problemOf(type: string, notAuthorized: SignInProblem): SignInProblem {
  switch (type) {
    case "NotAuthorizedException":
    case "UserNotFoundException":
      return notAuthorized;
    case "CodeMismatchException":
    case "ExpiredCodeException":
    case "EnableSoftwareTokenMFAException":
      return "code";
    case "InvalidPasswordException":
    case "PasswordHistoryPolicyViolationException":
      return "weak";
    case "PasswordResetRequiredException":
      return "reset";
    case "TooManyRequestsException":
    case "LimitExceededException":
    case "TooManyFailedAttemptsException":
      return "many";
    case "Offline":
      return "offline";
    default:
      return "failed";
  }
}
