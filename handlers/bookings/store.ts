import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Refusal } from "../../contract/errors/codes";
import { releasesTime } from "../../contract/rules/status";
import type { BookingStatus } from "../../contract/schemas/bookings";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import { isId } from "../runtime/item-id";
import { Unavailable } from "../runtime/outage";
import { readTogether, transact, transactOne, type Writes } from "../runtime/transaction";
import { type Actor, type Appointment, type Booking, movedOf, type Removal } from "./booking";
import { changeBooking } from "./booking-change";
import { noteRefusal, type WithContactsResult, withContacts } from "./contact-writes";
import { type ContactLimits, contactKeysOf, unlistVisit } from "./contacts";
import { type HeldTime, heldBy } from "./diary/held";
import { staffDayOf, type TakenTime, takenTimes } from "./diary/ledger";
import { ledgerChanges } from "./diary/ledger-changes";
import { planLedger } from "./diary/ledger-writes";
import {
  type Idempotency,
  moveKey,
  type Refused,
  rememberRefusal,
  rememberRequest,
  rememberUntil,
  requestKey,
  type Seen,
  seenIn,
  unlessRefused,
} from "./idempotency";
import { removedBy, toldRemoval } from "./removal/mark";

export type CreateResult = { readonly ok: true } | CreateRefusal | Seen | Refused;
interface CreateRefusal {
  readonly ok: false;
  /** `busy`: others kept booking with the same number or address. */
  readonly reason: "taken" | "busy" | "contact.limit" | "contact.throttled";
}

export type ChangeResult =
  | { readonly ok: true; readonly booking: Booking }
  /** `changed`: the booking has changed since it was read. */
  | { readonly ok: false; readonly reason: "changed" };

export type MoveResult = ChangeResult | CreateRefusal | Refused;

/** What is written with a new booking in the same transaction. */
export interface CreateOptions {
  /** What to remember, in case the request is sent twice. */
  readonly idempotency?: Idempotency;
  /** Absent at the desk, which no number of visits binds. */
  readonly limits?: ContactLimits;
}

/** Where a booking goes, and what changes about it with that. */
export type Move = Appointment &
  HeldTime &
  Pick<Booking, "sold" | "businessVersion" | "forAnother">;

/** The bookings and their ledger. Every write that takes or frees time is one transaction. */
export interface BookingStore {
  /** Writes the booking, takes its time if all of it is free, lists it with its contacts, and remembers the request. */
  create(booking: Booking, options: CreateOptions, now: string): Promise<CreateResult>;
  /** What an earlier request with this key was answered. */
  replay(key: string, now: string): Promise<Seen | Refused | undefined>;
  /**
   * Remembers for two minutes that a request was refused, so that no copy of it that is still under way
   * succeeds; where one was answered before, that answer instead.
   */
  refuse(
    key: string,
    bodyHash: string,
    refusal: Refusal,
    now: string,
  ): Promise<Seen | Refused | undefined>;
  find(bookingId: string): Promise<Booking | undefined>;
  /** The taken time of each of these days, by `staffDayOf`, with the bookings that hold it; read consistently. */
  takenOn(
    days: readonly { staff: string; date: string }[],
  ): Promise<Map<string, readonly TakenTime[]>>;
  /** Changes the status of a booking unless it has changed since it was read; frees its time if need be. */
  changeStatus(
    booking: Booking,
    to: BookingStatus,
    by: Actor,
    now: string,
    /** Under which the change may be sent again. */
    key?: string,
    /** What cancels it together with others. */
    removal?: Omit<Removal, "sequence">,
  ): Promise<ChangeResult>;
  /** Has a removed booking's customer told after all; false where it has changed since it was read. */
  tellRemoval(
    booking: Booking,
    visits: Pick<Removal, "visits" | "count">,
    now: string,
  ): Promise<boolean>;
  /**
   * Moves a booking unless it has changed since it was read; without limits where the desk does it.
   * @param key of the request, no copy of which was refused
   */
  move(
    booking: Booking,
    to: Move,
    by: Actor,
    now: string,
    limits?: ContactLimits,
    key?: string,
  ): Promise<MoveResult>;
}

/** How often a change of status starts over because another visit came in between on the same day. */
const attempts = 6;

/** The store on DynamoDB; table names come from the environment when it is first used. */
export function bookingStore(client = documents()): BookingStore {
  const bookings = () => tableName("bookings");
  const slots = () => tableName("slots");

  const replay: BookingStore["replay"] = async (key, now) => {
    const [item] = await readTogether(client, slots(), [requestKey(key)]);
    return seenIn(item, now);
  };

  /** What the failure of a write means to the customer. */
  const refusalOf = async (
    { reason }: Exclude<WithContactsResult, { ok: true }>,
    booking: Booking,
    limits: ContactLimits | undefined,
    now: string,
  ): Promise<CreateRefusal> => {
    if (reason === "failed" || reason === "changed") return { ok: false, reason: "taken" };
    if (limits && reason === "contact.limit") {
      await noteRefusal(client, slots(), booking, limits, now);
    }
    return { ok: false, reason };
  };

  return {
    replay,

    async refuse(key, bodyHash, refusal, now) {
      const isFirst = await transactOne(
        client,
        rememberRefusal(slots(), key, bodyHash, refusal, now),
      );
      return isFirst ? undefined : replay(key, now);
    },

    async create(booking, { idempotency, limits }, now) {
      const { bookingId } = booking;
      const own: Writes = [
        {
          Put: {
            TableName: bookings(),
            Item: booking,
            ConditionExpression: "attribute_not_exists(bookingId)",
          },
        },
      ];
      const key = own.length;
      if (idempotency) own.push(rememberRequest(slots(), idempotency, booking.endsAt, now));
      const taken = ledgerChanges(bookingId, undefined, heldBy(booking));
      const result = await withContacts(client, slots(), booking, limits, now, own, [key], taken);
      if (result.ok) return result;
      // Whatever is in the way may be what the same request, sent at the same moment, has booked.
      const seen = idempotency && (await replay(idempotency.key, now));
      if (seen) return seen;
      return refusalOf(result, booking, limits, now);
    },

    async find(bookingId) {
      if (!isId(bookingId)) return undefined;
      const { Item } = await client.send(
        new GetCommand({ TableName: bookings(), Key: { bookingId }, ConsistentRead: true }),
      );
      return Item as Booking | undefined;
    },

    async takenOn(days) {
      const taken = new Map<string, readonly TakenTime[]>();
      let keys = days.map(({ staff, date }) => ({ staffDay: staffDayOf(staff, date) }));
      for (const { staffDay } of keys) taken.set(staffDay, []);
      while (keys.length > 0) {
        // One BatchGetItem takes 100 keys, and may return some of them unread.
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetCommand({
            RequestItems: { [slots()]: { Keys: keys.slice(0, 100), ConsistentRead: true } },
          }),
        );
        for (const item of Responses?.[slots()] ?? []) {
          taken.set(item.staffDay, takenTimes(item));
        }
        const unread = (UnprocessedKeys?.[slots()]?.Keys ?? []) as typeof keys;
        keys = [...unread, ...keys.slice(100)];
      }
      return taken;
    },

    async changeStatus(booking, to, by, now, key, removal) {
      const { after, update } = changeBooking(bookings(), booking, {
        fields: { status: to, ...decidedWith(booking, key), ...removedBy(booking, removal) },
        by,
        now,
      });
      const writes: Writes = [{ Update: update }];
      // A function whose change keeps the time knows no ledger.
      if (!releasesTime(to)) {
        const { ok } = await transact(client, writes);
        return ok ? { ok, booking: after } : { ok, reason: "changed" };
      }
      const freed = ledgerChanges(booking.bookingId, heldBy(booking), undefined);
      for (const key of contactKeysOf(booking)) writes.push(unlistVisit(slots(), key, booking));
      for (let attempt = 0; attempt < attempts; attempt++) {
        const ledger = await planLedger(client, slots(), freed);
        if (!ledger.ok) return { ok: false, reason: "changed" };
        const result = await transact(client, [...writes, ...ledger.writes], [0]);
        if (result.ok) return { ok: true, booking: after };
        if (result.failed.some((index) => index < writes.length)) {
          return { ok: false, reason: "changed" };
        }
      }
      throw new Unavailable("Others kept writing the same days.");
    },

    tellRemoval(booking, visits, now) {
      const set = toldRemoval(booking, visits, now);
      const names = Object.keys(set);
      return transactOne(client, {
        Update: {
          TableName: bookings(),
          Key: { bookingId: booking.bookingId },
          UpdateExpression: `SET ${names.map((name) => `${name} = :${name}`).join(", ")}`,
          ConditionExpression: "#sequence = :read AND removal.isTold = :no",
          ExpressionAttributeNames: { "#sequence": "sequence" },
          ExpressionAttributeValues: {
            ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
            ":read": booking.sequence,
            ":no": false,
          },
        },
      });
    },

    async move(booking, to, by, now, limits, key) {
      const { after, update } = changeBooking(bookings(), booking, {
        fields: to,
        by,
        now,
        moved: movedOf(booking, to),
      });
      const changes = ledgerChanges(booking.bookingId, heldBy(booking), heldBy(after));
      const writes: Writes = [{ Update: update }];
      if (booking.idempotencyKey) {
        writes.push(rememberUntil(slots(), booking.idempotencyKey, after.endsAt));
      }
      const request = writes.length;
      if (key) writes.push(unlessRefused(slots(), moveKey(key), now));
      const decisive = key ? [0, request] : [0];
      const result = await withContacts(
        client,
        slots(),
        after,
        limits,
        now,
        writes,
        decisive,
        changes,
      );
      if (result.ok) return { ok: true, booking: after };
      if (key && result.reason === "failed" && result.failed.includes(request)) {
        const earlier = await replay(moveKey(key), now);
        if (earlier?.reason === "refused") return earlier;
      }
      const isChanged =
        result.reason === "changed" || (result.reason === "failed" && result.failed.includes(0));
      return isChanged ? { ok: false, reason: "changed" } : refusalOf(result, after, limits, now);
    },
  };
}

/** Keeps the key of a decision, and forgets that of the one before. */
export function decidedWith({ decidedBy }: Booking, key: string | undefined) {
  return key !== undefined || decidedBy ? { decidedBy: key ?? "" } : {};
}
