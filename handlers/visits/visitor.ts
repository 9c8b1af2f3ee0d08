import { createHmac, randomBytes } from "node:crypto";

/** A day's secret: 256 random bits as text. */
export function newSalt(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * Stands for one browser at one address on one day. Without that day's salt, which is deleted two days
 * later, nobody can find the address by trying all of them, or connect two days of one visitor.
 */
export function visitorHash(salt: string, address: string, userAgent: string): string {
  return createHmac("sha256", salt).update(`${address}\n${userAgent}`).digest("hex");
}
