import { releasesTime } from "../../contract/rules/status";
import type { Booking } from "../../handlers/bookings/booking";
import { staffDayOf } from "../../handlers/bookings/diary/ledger";
import { type BookingLists, inOrder } from "../../handlers/bookings/lists";
import type { BookingStore, Idempotency } from "../../handlers/bookings/store";

/** A store in memory with the rules of the real one, for handler tests. */
export class FakeBookingStore implements BookingStore, BookingLists {
  readonly bookings = new Map<string, Booking>();
  readonly ledger = new Map<string, Map<number, string>>();
  readonly requests = new Map<string, Idempotency>();
  /** Makes `create` fail as if somebody were faster, for these staff members. */
  readonly raceFor = new Set<string>();
  busy = false;

  private day(staff: string, date: string) {
    const key = staffDayOf(staff, date);
    const day = this.ledger.get(key) ?? new Map<number, string>();
    this.ledger.set(key, day);
    return day;
  }

  replay: BookingStore["replay"] = async (key, bodyHash) => {
    const earlier = this.requests.get(key);
    if (!earlier) return undefined;
    return {
      ok: false,
      reason: "seen",
      ...(earlier.bodyHash === bodyHash && { replay: earlier.reply }),
    };
  };

  create: BookingStore["create"] = async (booking, idempotency) => {
    if (this.busy) return { ok: false, reason: "busy" };
    const day = this.day(booking.staff, booking.appointmentDate);
    if (this.raceFor.has(booking.staff) || booking.buckets.some((bucket) => day.has(bucket))) {
      return { ok: false, reason: "taken" };
    }
    for (const bucket of booking.buckets) day.set(bucket, booking.bookingId);
    this.bookings.set(booking.bookingId, booking);
    if (idempotency) this.requests.set(idempotency.key, idempotency);
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
    if (this.busy) return { ok: false, reason: "busy" };
    if (this.bookings.get(booking.bookingId)?.sequence !== booking.sequence) {
      return { ok: false, reason: "changed" };
    }
    const after: Booking = {
      ...booking,
      status: to,
      updatedAt: now,
      sequence: booking.sequence + 1,
      history: [...booking.history, { at: now, by, status: to }],
    };
    if (releasesTime(to)) {
      const day = this.day(booking.staff, booking.appointmentDate);
      for (const bucket of booking.buckets) day.delete(bucket);
    }
    this.bookings.set(booking.bookingId, after);
    return { ok: true, booking: after };
  };

  move: BookingStore["move"] = async (booking, to, buckets, by, now) => {
    const target = this.day(to.staff, to.appointmentDate);
    const isOthers = (bucket: number) =>
      target.has(bucket) && target.get(bucket) !== booking.bookingId;
    if (buckets.some(isOthers)) return { ok: false, reason: "taken" };
    const old = this.day(booking.staff, booking.appointmentDate);
    for (const bucket of booking.buckets) old.delete(bucket);
    for (const bucket of buckets) target.set(bucket, booking.bookingId);
    const entry = { at: now, by, status: booking.status, movedTo: to.startsAt };
    const after: Booking = {
      ...booking,
      ...to,
      buckets,
      updatedAt: now,
      sequence: booking.sequence + 1,
      history: [...booking.history, entry],
    };
    this.bookings.set(booking.bookingId, after);
    return { ok: true, booking: after };
  };

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
