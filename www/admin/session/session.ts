import { refresh, revoke, type Step, type Tokens } from "./cognito";

/**
 * Who is signed in. The tokens live in sessionStorage alone: closing the tab forgets them, and no
 * cookie sends them with requests from other sites.
 */

const storageKey = "shopfront.admin";
/** Refreshed this long before they expire, so that no token expires on its way. */
const marginMs = 120_000;

let refreshing: Promise<Step> | undefined;

/** The tokens of this tab; undefined when nobody is signed in. */
export function readTokens(): Tokens | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(storageKey) ?? "") as Partial<Tokens>;
    return found.idToken && found.refreshToken && found.expiresAt ? (found as Tokens) : undefined;
  } catch {
    return undefined;
  }
}

export function keepTokens(tokens: Tokens): void {
  sessionStorage.setItem(storageKey, JSON.stringify(tokens));
}

export function forgetTokens(): void {
  sessionStorage.removeItem(storageKey);
}

/** Forgets the tokens, then revokes them at Cognito. */
export async function endSession(): Promise<void> {
  const tokens = readTokens();
  forgetTokens();
  if (tokens) await revoke(tokens);
}

/** A token that is valid now; "ended" when a new sign-in is needed. */
export async function freshToken(): Promise<string | "ended" | "offline"> {
  const tokens = readTokens();
  if (!tokens) return "ended";
  if (Date.now() < tokens.expiresAt - marginMs) return tokens.idToken;
  // Several requests at once share one refresh.
  refreshing ??= refresh(tokens).finally(() => {
    refreshing = undefined;
  });
  const step = await refreshing;
  if (step.kind === "signed-in") {
    // Somebody who has signed out meanwhile stays signed out.
    if (readTokens()) keepTokens(step.tokens);
    return step.tokens.idToken;
  }
  const gone = step.kind === "refused" && step.problem === "ended";
  if (gone) return "ended";
  // The old token may still be valid while Cognito is unreachable.
  return Date.now() < tokens.expiresAt ? tokens.idToken : "offline";
}

/** The e-mail address inside a token. */
export function signedInAs(tokens: Tokens | undefined): string {
  return claimOf(tokens, "email");
}

/** The user pool's id inside a token. */
export function signedInId(tokens: Tokens | undefined): string {
  return claimOf(tokens, "sub");
}

/** A claim that is only displayed, so the signature is not checked; "" where it is missing. */
function claimOf(tokens: Tokens | undefined, name: "email" | "sub"): string {
  try {
    const payload = tokens?.idToken.split(".")[1] ?? "";
    const text = atob(payload.replace(/-/g, "+").replace(/_/g, "/"));
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>>;
    const claim = claims[name];
    return typeof claim === "string" ? claim : "";
  } catch {
    return "";
  }
}
