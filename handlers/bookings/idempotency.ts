import { unixSeconds } from "../../contract/rules/calendar";
import type { BookingReply } from "../../contract/schemas/bookings";
import type { Writes } from "../runtime/transaction";

/** A request that may come twice: its key, what it asked, and what it was answered. */
export interface Idempotency {
  readonly key: string;
  readonly bodyHash: string;
  readonly reply: BookingReply;
}

/** What an earlier request with the same key was answered; `replay` is absent for another body. */
export interface Seen {
  readonly ok: false;
  readonly reason: "seen";
  readonly replay?: BookingReply;
}

/** How long a request's answer is remembered. */
export const idempotencySeconds = 24 * 60 * 60;

/** The key under which the slots table remembers a request. */
export const requestKey = (key: string) => ({ staffDay: `idempotency#${key}` });

/** Remembers a request, unless one with its key is remembered already. */
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
        // As text, because a map would come back with its keys in another order.
        reply: JSON.stringify(reply),
        expiresAt: unixSeconds(now) + idempotencySeconds,
      },
      ConditionExpression: "attribute_not_exists(staffDay) OR expiresAt < :now",
      ExpressionAttributeValues: { ":now": unixSeconds(now) },
    },
  };
}

/** What a remembered request says to one with the same key. */
export function seenIn(
  item: Record<string, unknown> | undefined,
  bodyHash: string,
  now: string,
): Seen | undefined {
  // TTL deletes late, so an item may be there after its time.
  if (!item || Number(item.expiresAt) < unixSeconds(now)) return undefined;
  return {
    ok: false,
    reason: "seen",
    ...(item.bodyHash === bodyHash && { replay: JSON.parse(String(item.reply)) as BookingReply }),
  };
}
