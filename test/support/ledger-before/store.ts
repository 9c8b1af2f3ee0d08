import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { releasesTime } from "../../../contract/rules/status";
import { type Booking, movedOf } from "../../../handlers/bookings/booking";
import { changeBooking } from "../../../handlers/bookings/booking-change";
import { contactKeysOf, unlistVisit } from "../../../handlers/bookings/contacts";
import type {
  BookingStore,
  ChangeResult,
  Move,
  MoveResult,
} from "../../../handlers/bookings/store";
import { tableName } from "../../../handlers/runtime/environment";
import { transact, type Writes } from "../../../handlers/runtime/transaction";
import { withContacts } from "./contact-writes";
import { heldBy, ledgerChanges, ledgerUpdate, staffDayOf, takenBuckets } from "./ledger";

/** A move as functions of then made it, which knew of no `held`. */
export type MoveBefore = Omit<Move, "held">;

/**
 * The store of the release before this one, as far as it takes and frees time: what it wrote and on which
 * conditions, word for word. New functions have to keep working beside it.
 */
export interface StoreBefore {
  create(booking: Omit<Booking, "held">, now: string): Promise<{ ok: boolean; reason?: string }>;
  takenOn(
    days: readonly { staff: string; date: string }[],
  ): Promise<Map<string, ReadonlyMap<number, string>>>;
  changeStatus(...change: Parameters<BookingStore["changeStatus"]>): Promise<ChangeResult>;
  move(
    booking: Booking,
    to: MoveBefore,
    by: Parameters<BookingStore["move"]>[2],
    now: string,
  ): Promise<MoveResult>;
}

export function storeBefore(client: DynamoDBDocumentClient): StoreBefore {
  const bookings = () => tableName("bookings");
  const slots = () => tableName("slots");
  return {
    async create(booking, now) {
      const own: Writes = [
        {
          Put: {
            TableName: bookings(),
            Item: booking,
            ConditionExpression: "attribute_not_exists(bookingId)",
          },
        },
        ...ledgerChanges(booking.bookingId, undefined, heldBy(booking)).map((change) => ({
          Update: ledgerUpdate(slots(), change),
        })),
      ];
      const result = await withContacts(client, slots(), booking, undefined, now, own, []);
      if (result.ok || result.reason !== "failed") return result;
      return { ok: false, reason: "taken" };
    },

    async takenOn(days) {
      const taken = new Map<string, ReadonlyMap<number, string>>();
      let keys = days.map(({ staff, date }) => ({ staffDay: staffDayOf(staff, date) }));
      for (const { staffDay } of keys) taken.set(staffDay, new Map());
      while (keys.length > 0) {
        // One BatchGetItem takes 100 keys, and may return some of them unread.
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetCommand({
            RequestItems: { [slots()]: { Keys: keys.slice(0, 100), ConsistentRead: true } },
          }),
        );
        for (const item of Responses?.[slots()] ?? []) {
          taken.set(item.staffDay, takenBuckets(item));
        }
        const unread = (UnprocessedKeys?.[slots()]?.Keys ?? []) as typeof keys;
        keys = [...unread, ...keys.slice(100)];
      }
      return taken;
    },

    async changeStatus(booking, to, by, now) {
      const { after, update } = changeBooking(bookings(), booking, {
        fields: { status: to },
        by,
        now,
      });
      const writes: Writes = [{ Update: update }];
      if (releasesTime(to)) {
        for (const change of ledgerChanges(booking.bookingId, heldBy(booking), undefined)) {
          writes.push({ Update: ledgerUpdate(slots(), change) });
        }
        for (const key of contactKeysOf(booking)) writes.push(unlistVisit(slots(), key, booking));
      }
      const { ok } = await transact(client, writes);
      return ok ? { ok, booking: after } : { ok, reason: "changed" };
    },

    async move(booking, to, by, now) {
      const { after, update } = changeBooking(bookings(), booking, {
        fields: to,
        by,
        now,
        moved: movedOf(booking, to),
      });
      const changes = ledgerChanges(booking.bookingId, heldBy(booking), heldBy(after));
      const writes: Writes = [
        { Update: update },
        ...changes.map((change) => ({ Update: ledgerUpdate(slots(), change) })),
      ];
      const result = await withContacts(client, slots(), after, undefined, now, writes, [0]);
      if (result.ok) return { ok: true, booking: after };
      const isChanged = result.reason === "failed" && result.failed.includes(0);
      if (isChanged) return { ok: false, reason: "changed" };
      return result.reason === "failed" ? { ok: false, reason: "taken" } : result;
    },
  };
}
