import type { Refusal } from "../../contract/errors/codes";
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

/** An earlier request with the same key that was refused. */
export interface Refused {
  readonly ok: false;
  readonly reason: "refused";
  readonly bodyHash: string;
  /** What it was refused with. */
  readonly refusal: Refusal;
}

/** The key under which the slots table remembers a request. */
export const requestKey = (key: string) => ({ staffDay: `idempotency#${key}` });

/** The key of a request to move; the same key of a request to book is another one. */
export const moveKey = (key: string) => `move#${key}`;

/**
 * For how many seconds a refusal is remembered. A function ends within 30, so by then no copy of the
 * request is still under way.
 */
const refusalSeconds = 120;

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
      ConditionExpression: `${isUnanswered} OR expiresAt < :now`,
      ExpressionAttributeValues: { ":now": unixSeconds(now) },
    },
  };
}

/** No copy of the request was answered yet. */
const isUnanswered = "(attribute_not_exists(bodyHash) AND attribute_not_exists(refusal))";

/**
 * The write that remembers what a request was refused with, unless a copy of it was answered before. A
 * copy that is still under way finds it and is refused as well, even if what was in its way is gone.
 */
export function rememberRefusal(
  tableName: string,
  key: string,
  bodyHash: string,
  refusal: Refusal,
  now: string,
): Writes[number] {
  return {
    Update: {
      TableName: tableName,
      Key: requestKey(key),
      // Beside `bodyHash`, by which the version before knows a request that has booked.
      UpdateExpression:
        "SET refusal = :refusal, refusedHash = :hash, expiresAt = :until REMOVE bodyHash, reply",
      ConditionExpression: `${isUnanswered} OR expiresAt < :now`,
      ExpressionAttributeValues: {
        ":refusal": refusal,
        ":hash": bodyHash,
        ":until": unixSeconds(now) + refusalSeconds,
        ":now": unixSeconds(now),
      },
    },
  };
}

/** The write that goes through only where no copy of the request was refused. */
export function unlessRefused(tableName: string, key: string, now: string): Writes[number] {
  return {
    Update: {
      TableName: tableName,
      Key: requestKey(key),
      UpdateExpression: "SET expiresAt = :until REMOVE refusal, refusedHash",
      ConditionExpression: "attribute_not_exists(refusal) OR expiresAt < :now",
      ExpressionAttributeValues: {
        ":until": unixSeconds(now) + refusalSeconds,
        ":now": unixSeconds(now),
      },
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
export function seenIn(
  item: Record<string, unknown> | undefined,
  now: string,
): Seen | Refused | undefined {
  // TTL deletes late, so an expired item may still be there.
  if (!item || Number(item.expiresAt) < unixSeconds(now)) return undefined;
  if (item.refusal) {
    return {
      ok: false,
      reason: "refused",
      bodyHash: String(item.refusedHash),
      refusal: item.refusal as Refusal,
    };
  }
  // A moved visit may have left one without a reply.
  if (!item.bodyHash) return undefined;
  return {
    ok: false,
    reason: "seen",
    bodyHash: String(item.bodyHash),
    reply: JSON.parse(String(item.reply)) as FirstReply,
  };
}
