/**
 * The calls to Cognito. They go through the site's own `/auth`, so the content security policy needs no
 * other origin and the browser makes no preflight.
 */

export type Json = Readonly<Record<string, unknown>>;
/** What Cognito answered. */
export type Answer =
  | { readonly ok: true; readonly reply: Json }
  | { readonly ok: false; readonly type: string };

const timeoutMs = 20_000;

/** One call of Cognito's API; `type` is its exception, or "Offline" if nothing answered. */
export async function ask(action: string, body: Json): Promise<Answer> {
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
export async function findClientId(): Promise<string | undefined> {
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
