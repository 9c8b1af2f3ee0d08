import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { releasesTime } from "../../contract/rules/status";
import type { BookingStatus } from "../../contract/schemas/bookings";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import { isId } from "../runtime/item-id";
import { transact, type Writes } from "../runtime/transaction";
import { type Actor, type Appointment, type Booking, movedOf } from "./booking";
import { changeBooking } from "./booking-change";
import { ledgerUpdate, moveChanges, staffDayOf, takenBuckets } from "./diary/ledger";
import { type Idempotency, rememberRequest, requestKey, type Seen, seenIn } from "./idempotency";

export type CreateResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "taken" | "busy" }
  | Seen;

export type ChangeResult =
  | { readonly ok: true; readonly booking: Booking }
  /** `changed`: the booking has changed since it was read. */
  | { readonly ok: false; readonly reason: "taken" | "busy" | "changed" };

/** The bookings and their ledger. Every write that takes or frees time is one transaction. */
export interface BookingStore {
  /** Writes the booking, takes its buckets if all are free, and remembers the request. */
  create(
    booking: Booking,
    idempotency: Idempotency | undefined,
    now: string,
  ): Promise<CreateResult>;
  /** What an earlier request with this key was answered. */
  replay(key: string, bodyHash: string, now: string): Promise<Seen | undefined>;
  find(bookingId: string): Promise<Booking | undefined>;
  /** The taken buckets of each of these days, by `staffDayOf`, read consistently. */
  takenOn(days: readonly { staff: string; date: string }[]): Promise<Map<string, Set<number>>>;
  /** Changes the status of a booking unless it has changed since it was read; frees its time if need be. */
  changeStatus(booking: Booking, to: BookingStatus, by: Actor, now: string): Promise<ChangeResult>;
  /** Moves a booking unless it has changed since it was read. */
  move(
    booking: Booking,
    to: Appointment,
    buckets: readonly number[],
    by: Actor,
    now: string,
  ): Promise<ChangeResult>;
}

/** The store on DynamoDB; table names come from the environment when it is first used. */
export function bookingStore(client = documents()): BookingStore {
  const bookings = () => tableName("bookings");
  const slots = () => tableName("slots");

  const replay: BookingStore["replay"] = async (key, bodyHash, now) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: slots(), Key: requestKey(key), ConsistentRead: true }),
    );
    return seenIn(Item, bodyHash, now);
  };

  const write = async (after: Booking, writes: Writes): Promise<ChangeResult> => {
    const result = await transact(client, writes);
    if (result.ok) return { ok: true, booking: after };
    if (result.busy) return { ok: false, reason: "busy" };
    return { ok: false, reason: result.failed.includes(0) ? "changed" : "taken" };
  };

  return {
    replay,

    async create(booking, idempotency, now) {
      const { staff, bookingId, buckets, appointmentDate: date } = booking;
      const writes: Writes = [
        {
          Put: {
            TableName: bookings(),
            Item: booking,
            ConditionExpression: "attribute_not_exists(bookingId)",
          },
        },
        { Update: ledgerUpdate(slots(), { staff, date, bookingId, take: buckets }) },
      ];
      if (idempotency) writes.push(rememberRequest(slots(), idempotency, now));
      const result = await transact(client, writes, [2]);
      if (result.ok) return result;
      if (idempotency && result.failed.includes(2)) {
        const seen = await replay(idempotency.key, idempotency.bodyHash, now);
        if (seen) return seen;
      }
      return { ok: false, reason: result.busy ? "busy" : "taken" };
    },

    async find(bookingId) {
      if (!isId(bookingId)) return undefined;
      const { Item } = await client.send(
        new GetCommand({ TableName: bookings(), Key: { bookingId }, ConsistentRead: true }),
      );
      return Item as Booking | undefined;
    },

    async takenOn(days) {
      const taken = new Map<string, Set<number>>();
      let keys = days.map(({ staff, date }) => ({ staffDay: staffDayOf(staff, date) }));
      for (const { staffDay } of keys) taken.set(staffDay, new Set());
      while (keys.length > 0) {
        // One BatchGetItem takes 100 keys, and may return some of them unread.
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetCommand({
            RequestItems: { [slots()]: { Keys: keys.slice(0, 100), ConsistentRead: true } },
          }),
        );
        for (const item of Responses?.[slots()] ?? []) {
          taken.set(item.staffDay, new Set(takenBuckets(item).keys()));
        }
        const unread = (UnprocessedKeys?.[slots()]?.Keys ?? []) as typeof keys;
        keys = [...unread, ...keys.slice(100)];
      }
      return taken;
    },

    async changeStatus(booking, to, by, now) {
      const fields = { status: to };
      const { after, update } = changeBooking(bookings(), booking, { fields, by, now });
      const { staff, bookingId, buckets, appointmentDate: date } = booking;
      const writes: Writes = [{ Update: update }];
      if (releasesTime(to)) {
        writes.push({
          Update: ledgerUpdate(slots(), { staff, date, bookingId, release: buckets }),
        });
      }
      return write(after, writes);
    },

    async move(booking, to, buckets, by, now) {
      const { after, update } = changeBooking(bookings(), booking, {
        fields: { ...to, buckets },
        by,
        now,
        moved: movedOf(booking, to),
      });
      const changes = moveChanges(
        booking.bookingId,
        { staff: booking.staff, date: booking.appointmentDate, buckets: booking.buckets },
        { staff: to.staff, date: to.appointmentDate, buckets },
      );
      return write(after, [
        { Update: update },
        ...changes.map((one) => ({ Update: ledgerUpdate(slots(), one) })),
      ]);
    },
  };
}
