import { unixSeconds, unixSecondsDayAfter } from "../../contract/rules/calendar";
import type { BookingReply } from "../../contract/schemas/bookings";
import type { Writes } from "../runtime/transaction";

/** What the first request with a key was answered, without what changes later. */
export type FirstReply = Omit<BookingReply, "booking">;

/** A request that may be sent twice: its key, a hash of its body, and its reply. */
export interface Idempotency {
  readonly key: string;
  readonly bodyHash: string;
  readonly reply: FirstReply;
}

/** An earlier request with the same key. */
export interface Seen {
  readonly ok: false;
  readonly reason: "seen";
  readonly bodyHash: string;
  readonly reply: FirstReply;
}

/** The key under which the slots table remembers a request. */
export const requestKey = (key: string) => ({ staffDay: `idempotency#${key}` });

/** Until when a request is remembered: a day after its visit, in seconds since 1970. */
export function rememberedUntil(endsAt: string): number {
  return unixSecondsDayAfter(endsAt);
}

/** The write that remembers a request, unless its key is taken. */
export function rememberRequest(
  tableName: string,
  { key, bodyHash, reply }: Idempotency,
  endsAt: string,
  now: string,
): Writes[number] {
  return {
    Put: {
      TableName: tableName,
      Item: {
        ...requestKey(key),
        bodyHash,
        // As text, because a map would return its keys in another order.
        reply: JSON.stringify(reply),
        expiresAt: rememberedUntil(endsAt),
      },
      ConditionExpression: "attribute_not_exists(bodyHash) OR expiresAt < :now",
      ExpressionAttributeValues: { ":now": unixSeconds(now) },
    },
  };
}

/** The write that remembers a request for longer, because its visit has been moved. */
export function rememberUntil(tableName: string, key: string, endsAt: string): Writes[number] {
  return {
    Update: {
      TableName: tableName,
      Key: requestKey(key),
      UpdateExpression: "SET expiresAt = :until",
      ExpressionAttributeValues: { ":until": rememberedUntil(endsAt) },
    },
  };
}

/** What a remembered request means for another one with the same key. */
export function seenIn(item: Record<string, unknown> | undefined, now: string): Seen | undefined {
  // TTL deletes late, so an expired item may still be there; a moved visit may have left one without a reply.
  if (!item?.bodyHash || Number(item.expiresAt) < unixSeconds(now)) return undefined;
  return {
    ok: false,
    reason: "seen",
    bodyHash: String(item.bodyHash),
    reply: JSON.parse(String(item.reply)) as FirstReply,
  };
}
