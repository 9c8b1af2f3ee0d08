import { saltedHash } from "../runtime/daily-salt";

/** Stands for one browser at one address on one day. */
export function visitorHash(salt: string, address: string, userAgent: string): string {
  return saltedHash(salt, `${address}\n${userAgent}`);
}
