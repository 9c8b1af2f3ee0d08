import { createHmac, randomBytes } from "node:crypto";

/** A day's secret: 256 random bits as text. */
export function newSalt(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * Stands for one browser at one address on the day of the salt. Without the salt, which is deleted two
 * days later, nobody can try addresses until one fits, and two days of a visitor cannot be connected.
 */
export function visitorHash(salt: string, address: string, userAgent: string): string {
  return createHmac("sha256", salt).update(`${address}\n${userAgent}`).digest("hex");
}
