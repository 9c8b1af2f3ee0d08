import { createHmac, randomBytes } from "node:crypto";

/** How long what belongs to a day is kept: longer than any business day, so that nothing expires while it lasts. */
export const keptSeconds = 2 * 24 * 60 * 60;

/** A day's secret: 256 random bits as text. */
export function newSalt(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * Stands for a text on one day. Without that day's salt, which is deleted two days later, nobody can find
 * the text by trying all of them, or connect two days of it.
 */
export function saltedHash(salt: string, text: string): string {
  return createHmac("sha256", salt).update(text).digest("hex");
}
