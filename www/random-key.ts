/**
 * An Idempotency-Key that nobody guesses. `randomUUID` is missing on plain http, where the local stage is
 * opened from a phone.
 */
export function randomKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
