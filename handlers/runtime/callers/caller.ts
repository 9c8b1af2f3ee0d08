import { isIPv4, isIPv6 } from "node:net";
import { saltedHash } from "../daily-salt";

/**
 * Whom an address stands for: itself, or the network of an IPv6 address, since one line has 2^64 of those
 * to choose from.
 */
export function callerAt(address: string): string {
  const [plain = ""] = address.trim().toLowerCase().split("%");
  const [, mapped = ""] = /^::ffff:([\d.]+)$/.exec(plain) ?? [];
  if (isIPv4(mapped)) return mapped;
  return isIPv6(plain) ? `${networkOf(plain)}::/64` : plain;
}

/** The first four of an IPv6 address's eight groups, however it is written. */
function networkOf(address: string): string {
  const [front = [], back] = address
    .split("::")
    .map((part) => part.split(":").filter((group) => group !== ""));
  // An IPv4 address at the end stands for two groups.
  const known = front.length + (back?.length ?? 0) + (address.includes(".") ? 1 : 0);
  const zeros = Array.from({ length: back ? 8 - known : 0 }, () => "0");
  const groups = [...front, ...zeros, ...(back ?? [])].slice(0, 4);
  return groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":");
}

/** Stands for a caller on one day. */
export function callerHash(salt: string, address: string): string {
  return saltedHash(salt, callerAt(address));
}
