import { unixSeconds } from "../../contract/rules/calendar";
import type { BookingReply } from "../../contract/schemas/bookings";
import type { Writes } from "../runtime/transaction";

/** A request that may be sent twice: its key, a hash of its body, and its reply. */
export interface Idempotency {
  readonly key: string;
  readonly bodyHash: string;
  readonly reply: BookingReply;
}

/** The reply to an earlier request with the same key; `replay` is absent if its body was another one. */
export interface Seen {
  readonly ok: false;
  readonly reason: "seen";
  readonly replay?: BookingReply;
}

/** How long a request is remembered. */
export const idempotencySeconds = 24 * 60 * 60;

/** The key under which the slots table remembers a request. */
export const requestKey = (key: string) => ({ staffDay: `idempotency#${key}` });

/** The write that remembers a request, unless its key is taken. */
export function rememberRequest(
  tableName: string,
  { key, bodyHash, reply }: Idempotency,
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
        expiresAt: unixSeconds(now) + idempotencySeconds,
      },
      ConditionExpression: "attribute_not_exists(staffDay) OR expiresAt < :now",
      ExpressionAttributeValues: { ":now": unixSeconds(now) },
    },
  };
}

/** What a remembered request means for another one with the same key. */
export function seenIn(
  item: Record<string, unknown> | undefined,
  bodyHash: string,
  now: string,
): Seen | undefined {
  // TTL deletes late, so an expired item may still be there.
  if (!item || Number(item.expiresAt) < unixSeconds(now)) return undefined;
  return {
    ok: false,
    reason: "seen",
    ...(item.bodyHash === bodyHash && { replay: JSON.parse(String(item.reply)) as BookingReply }),
  };
}
