/** A moment as DynamoDB's TTL counts it: whole seconds since 1970. */
export function ttlSeconds(moment: string): number {
  return Math.floor(Date.parse(moment) / 1000);
}

/** Whether a product's time in the shop is over; one without an end stays. */
export function isExpired({ expiresAt }: { readonly expiresAt?: number }, now: string): boolean {
  return expiresAt !== undefined && expiresAt <= ttlSeconds(now);
}
