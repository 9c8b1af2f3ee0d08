import { unixSeconds } from "../../contract/rules/calendar";

/** Whether a product has expired; one without an end never does. */
export function isExpired({ expiresAt }: { readonly expiresAt?: number }, now: string): boolean {
  return expiresAt !== undefined && expiresAt <= unixSeconds(now);
}

/** The opposite as a condition. TTL deletes late, so every read and write has to check. */
export const unexpired = "(attribute_not_exists(expiresAt) OR expiresAt > :now)";
