import { unixSeconds } from "../../../contract/rules/calendar";
import { releasesTime } from "../../../contract/rules/status";
import { type Booking, type HistoryEntry, movedOf } from "../../../handlers/bookings/booking";
import { moveChanges, staffDayOf } from "../../../handlers/bookings/diary/ledger";
import {
  type Idempotency,
  idempotencySeconds,
  type Seen,
} from "../../../handlers/bookings/idempotency";
import { type BookingLists, inOrder } from "../../../handlers/bookings/lists";
import type { BookingStore, ChangeResult } from "../../../handlers/bookings/store";

/**
 * Bookings in memory with the rules of the real store, for handler tests. Each method reads and writes
 * in one go: an `await` between the two would let another call in, which no transaction does.
 */
export class FakeBookingStore implements BookingStore, BookingLists {
  readonly bookings = new Map<string, Booking>();
  readonly ledger = new Map<string, Map<number, string>>();
  readonly requests = new Map<string, Idempotency & { readonly expiresAt: number }>();
  /** Makes `create` fail as if somebody were faster, for these staff members. */
  readonly raceFor = new Set<string>();
  busy = false;

  private day(staff: string, date: string) {
    const key = staffDayOf(staff, date);
    const day = this.ledger.get(key) ?? new Map<number, string>();
    this.ledger.set(key, day);
    return day;
  }

  replay: BookingStore["replay"] = async (...request) => this.remembered(...request);

  private remembered(key: string, bodyHash: string, now: string): Seen | undefined {
    const earlier = this.requests.get(key);
    if (!earlier || earlier.expiresAt < unixSeconds(now)) return undefined;
    return {
      ok: false,
      reason: "seen",
      ...(earlier.bodyHash === bodyHash && { replay: earlier.reply }),
    };
  }

  create: BookingStore["create"] = async (booking, idempotency, now) => {
    if (this.busy) return { ok: false, reason: "busy" };
    const seen = idempotency && this.remembered(idempotency.key, idempotency.bodyHash, now);
    if (seen) return seen;
    const day = this.day(booking.staff, booking.appointmentDate);
    const isTaken =
      this.raceFor.has(booking.staff) ||
      this.bookings.has(booking.bookingId) ||
      booking.buckets.some((bucket) => day.has(bucket));
    if (isTaken) return { ok: false, reason: "taken" };
    for (const bucket of booking.buckets) day.set(bucket, booking.bookingId);
    this.bookings.set(booking.bookingId, booking);
    if (idempotency) {
      const expiresAt = unixSeconds(now) + idempotencySeconds;
      this.requests.set(idempotency.key, { ...idempotency, expiresAt });
    }
    return { ok: true };
  };

  find: BookingStore["find"] = async (bookingId) => this.bookings.get(bookingId);

  takenOn: BookingStore["takenOn"] = async (days) =>
    new Map(
      days.map(({ staff, date }) => [
        staffDayOf(staff, date),
        new Set(this.day(staff, date).keys()),
      ]),
    );

  changeStatus: BookingStore["changeStatus"] = async (booking, to, by, now) => {
    const refusal = this.refusal(booking);
    if (refusal) return refusal;
    if (releasesTime(to)) {
      const day = this.day(booking.staff, booking.appointmentDate);
      for (const bucket of booking.buckets) day.delete(bucket);
    }
    return this.changed(booking, { status: to }, { at: now, by, status: to });
  };

  move: BookingStore["move"] = async (booking, to, buckets, by, now) => {
    const refusal = this.refusal(booking);
    if (refusal) return refusal;
    const { bookingId, staff, appointmentDate: date } = booking;
    const changes = moveChanges(
      bookingId,
      { staff, date, buckets: booking.buckets },
      { staff: to.staff, date: to.appointmentDate, buckets },
    );
    const isTaken = changes.some((change) =>
      change.take?.some((bucket) => this.day(change.staff, change.date).has(bucket)),
    );
    if (isTaken) return { ok: false, reason: "taken" };
    for (const change of changes) {
      const day = this.day(change.staff, change.date);
      for (const bucket of change.release ?? []) day.delete(bucket);
      for (const bucket of change.take ?? []) day.set(bucket, bookingId);
    }
    const entry = {
      at: now,
      by,
      status: booking.status,
      ...movedOf(booking, to),
    };
    return this.changed(booking, { ...to, buckets }, entry);
  };

  /** Why a booking that was read can't be changed any more. */
  private refusal({ bookingId, status, sequence }: Booking): ChangeResult | undefined {
    if (this.busy) return { ok: false, reason: "busy" };
    const stored = this.bookings.get(bookingId);
    return stored?.status === status && stored.sequence === sequence
      ? undefined
      : { ok: false, reason: "changed" };
  }

  /** Changes nothing but what is named: message results that came in since stay. */
  private changed(read: Booking, fields: Partial<Booking>, entry: HistoryEntry): ChangeResult {
    const change = (booking: Booking): Booking => ({
      ...booking,
      ...fields,
      updatedAt: entry.at,
      sequence: read.sequence + 1,
      history: [...booking.history, entry],
    });
    this.bookings.set(read.bookingId, change(this.bookings.get(read.bookingId) ?? read));
    return { ok: true, booking: change(read) };
  }

  async *onDays({ from, to }: Parameters<BookingLists["onDays"]>[0]) {
    yield* [...this.bookings.values()]
      .filter(({ appointmentDate: date }) => date >= from && date <= to)
      .sort(inOrder);
  }

  async *ofCustomer(...[email, { from = "0", to = "9" }]: Parameters<BookingLists["ofCustomer"]>) {
    for await (const booking of this.onDays({ from, to })) {
      if (booking.customerEmail === email) yield booking;
    }
  }
}
