import { createHash } from "node:crypto";
import { refuse } from "./http";

/**
 * The Idempotency-Key of a request, undefined where it has none. The key stands for one request of one
 * caller; two requests with it and the same body are one.
 */
export function idempotencyKey(
  headers: Readonly<Record<string, string>>,
):
  | { readonly ok: true; readonly key: string | undefined }
  | { readonly ok: false; readonly reason: "idempotency.invalid" } {
  const key = headers["idempotency-key"];
  if (key !== undefined && !/^[\w-]{8,64}$/.test(key)) return refuse("idempotency.invalid");
  return { ok: true, key };
}

/** What tells two bodies apart; schemas put the fields of a body in their own order. */
export function bodyHashOf(body: unknown): string {
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}

/**
 * The id of what a request with this key creates: always the same, so that the table itself refuses to
 * create it twice.
 */
export function idFromKey(noun: string, key: string): string {
  return idFromText(`${noun} ${key}`);
}

/** The id that always comes of a text, shaped like the random ids of everything else. */
export function idFromText(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
