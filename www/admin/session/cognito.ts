import { type Answer, ask, findClientId, type Json } from "./cognito-api";

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
        expiresAt: Date.now() + Number(result.ExpiresIn ?? 600) * 1_000,
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
