import { unixSeconds } from "../../../contract/rules/calendar";
import { releasesTime } from "../../../contract/rules/status";
import { type Booking, movedOf } from "../../../handlers/bookings/booking";
import { type BookingChange, changedBooking } from "../../../handlers/bookings/booking-change";
import {
  type Contact,
  type ContactLimits,
  contactKey,
  contactKeysOf,
  contactProblem,
  isThrottled,
} from "../../../handlers/bookings/contacts";
import { heldBy } from "../../../handlers/bookings/diary/held";
import {
  type LedgerDay,
  planDay,
  staffDayOf,
  takenTimes,
} from "../../../handlers/bookings/diary/ledger";
import { type LedgerChange, ledgerChanges } from "../../../handlers/bookings/diary/ledger-changes";
import {
  type Idempotency,
  moveKey,
  type Refused,
  rememberedUntil,
  type Seen,
} from "../../../handlers/bookings/idempotency";
import { type BookingLists, inOrder } from "../../../handlers/bookings/lists";
import { removedBy, toldRemoval } from "../../../handlers/bookings/removal/mark";
import {
  type BookingStore,
  type ChangeResult,
  decidedWith,
} from "../../../handlers/bookings/store";

/**
 * Bookings in memory with the rules of the real store, for handler tests. Each method reads and writes
 * in one go: an `await` between the two would let another call in, which no transaction does.
 */
export class FakeBookingStore implements BookingStore, BookingLists {
  readonly bookings = new Map<string, Booking>();
  /** The days by their keys, as the table has them. */
  readonly ledger = new Map<string, LedgerDay>();
  readonly requests = new Map<string, Idempotency & { expiresAt: number }>();
  readonly refusals = new Map<
    string,
    Pick<Refused, "bodyHash" | "refusal"> & { expiresAt: number }
  >();
  private readonly attempts = new Map<string, { hour: string; count: number }>();
  /** Makes `create` fail as if somebody were faster, for these staff members. */
  readonly raceFor = new Set<string>();
  /** Makes `create` and `move` fail as if others kept booking with the same number. */
  busy = false;

  private day({ staff, date }: { readonly staff: string; readonly date: string }) {
    return this.ledger.get(staffDayOf(staff, date));
  }

  replay: BookingStore["replay"] = async (key, now) => this.remembered(key, now);

  refuse: BookingStore["refuse"] = async (key, bodyHash, refusal, now) => {
    const answered = this.remembered(key, now);
    const expiresAt = unixSeconds(now) + 120;
    if (!answered) this.refusals.set(key, { bodyHash, refusal, expiresAt });
    return answered;
  };

  private remembered(key: string, now: string): Seen | Refused | undefined {
    const refused = this.refusals.get(key);
    if (refused && refused.expiresAt >= unixSeconds(now)) {
      const { bodyHash, refusal } = refused;
      return { ok: false, reason: "refused", bodyHash, refusal };
    }
    const earlier = this.requests.get(key);
    if (!earlier || earlier.expiresAt < unixSeconds(now)) return undefined;
    return { ok: false, reason: "seen", bodyHash: earlier.bodyHash, reply: earlier.reply };
  }

  /** What the contacts of a booking hold, as the real store reads it from their items. */
  private contacts(booking: Booking, now: string): Contact[] {
    return contactKeysOf(booking).map((key) => ({
      key,
      version: 0,
      over: [],
      visits: [...this.bookings.values()].filter(
        (one) =>
          !releasesTime(one.status) &&
          one.endsAt > now &&
          contactKeysOf(one).some(({ staffDay }) => staffDay === key.staffDay),
      ),
      attempts: this.attempts.get(key.staffDay) ?? { hour: "", count: 0 },
      linksAsked: { day: "", count: 0 },
    }));
  }

  private limitReached(booking: Booking, limits: ContactLimits | undefined, now: string) {
    if (!limits) return undefined;
    const contacts = this.contacts(booking, now);
    const key = contactKey("booking", booking.bookingId);
    const attempts = this.attempts.get(key.staffDay) ?? { hour: "", count: 0 };
    const own = {
      key,
      version: 0,
      visits: [],
      over: [],
      attempts,
      linksAsked: { day: "", count: 0 },
    };
    const counters = limits.maxOpenVisits === undefined ? [own] : contacts;
    if (isThrottled(counters, now)) return "contact.throttled";
    const hour = now.slice(0, 13);
    this.count = () => {
      for (const counter of counters) {
        const count = counter.attempts.hour === hour ? counter.attempts.count + 1 : 1;
        this.attempts.set(counter.key.staffDay, { hour, count });
      }
    };
    const problem = contactProblem(contacts, booking, limits);
    if (problem) this.count();
    return problem;
  }

  /** Counts the attempt that was allowed last. */
  private count: () => void = () => {};

  create: BookingStore["create"] = async (booking, { idempotency, limits }, now) => {
    if (this.busy) return { ok: false, reason: "busy" };
    const seen = idempotency && this.remembered(idempotency.key, now);
    if (seen) return seen;
    const problem = this.limitReached(booking, limits, now);
    if (problem) return { ok: false, reason: problem };
    const changes = ledgerChanges(booking.bookingId, undefined, heldBy(booking));
    const isTaken =
      this.raceFor.has(booking.staff) ||
      this.bookings.has(booking.bookingId) ||
      this.refusalOf(changes);
    if (isTaken) return { ok: false, reason: "taken" };
    this.apply(changes);
    this.bookings.set(booking.bookingId, booking);
    if (limits) this.count();
    if (idempotency) {
      const expiresAt = rememberedUntil(booking.endsAt);
      this.requests.set(idempotency.key, { ...idempotency, expiresAt });
    }
    return { ok: true };
  };

  private refusalOf(changes: readonly LedgerChange[]): "taken" | "changed" | undefined {
    const plans = changes.map((change) => planDay(this.day(change), change));
    return plans.flatMap((plan) => (plan.ok ? [] : [plan.reason])).sort()[0];
  }

  private apply(changes: readonly LedgerChange[]): void {
    for (const change of changes) {
      const plan = planDay(this.day(change), change);
      if (!plan.ok) throw new Error(`The ledger is ${plan.reason}.`);
      const day = { ...this.day(change), ...Object.fromEntries(plan.writes) };
      const kept = Object.entries(day).filter(([, value]) => value !== undefined);
      this.ledger.set(staffDayOf(change.staff, change.date), Object.fromEntries(kept));
    }
  }

  find: BookingStore["find"] = async (bookingId) => this.bookings.get(bookingId);

  takenOn: BookingStore["takenOn"] = async (days) =>
    new Map(days.map((day) => [staffDayOf(day.staff, day.date), takenTimes(this.day(day))]));

  changeStatus: BookingStore["changeStatus"] = async (booking, to, by, now, key, removal) => {
    if (!this.isAsRead(booking)) return { ok: false, reason: "changed" };
    if (releasesTime(to)) {
      const changes = ledgerChanges(booking.bookingId, heldBy(booking), undefined);
      if (this.refusalOf(changes)) return { ok: false, reason: "changed" };
      this.apply(changes);
    }
    const fields = {
      status: to,
      ...decidedWith(booking, key),
      ...removedBy(booking, removal),
    };
    return this.changed(booking, { fields, by, now });
  };

  tellRemoval: BookingStore["tellRemoval"] = async (booking, visits, now) => {
    const stored = this.bookings.get(booking.bookingId);
    const { removal } = stored ?? {};
    if (!stored || !removal || removal.isTold || !this.isAsRead(booking)) return false;
    const told = { ...stored, ...toldRemoval(stored, visits, now) };
    this.bookings.set(booking.bookingId, told);
    return true;
  };

  move: BookingStore["move"] = async (booking, to, by, now, limits, key) => {
    if (this.busy) return { ok: false, reason: "busy" };
    const refused = key && this.remembered(moveKey(key), now);
    if (refused && refused.reason === "refused") return refused;
    if (!this.isAsRead(booking)) return { ok: false, reason: "changed" };
    const after = { ...booking, ...to };
    const problem = this.limitReached(after, limits, now);
    if (problem) return { ok: false, reason: problem };
    const changes = ledgerChanges(booking.bookingId, heldBy(booking), heldBy(after));
    const refusal = this.refusalOf(changes);
    if (refusal) return { ok: false, reason: refusal };
    this.apply(changes);
    if (limits) this.count();
    const request = this.requests.get(booking.idempotencyKey ?? "");
    if (request) request.expiresAt = rememberedUntil(after.endsAt);
    return this.changed(booking, { fields: to, by, now, moved: movedOf(booking, to) });
  };

  /** Whether nobody has changed a booking since it was read. */
  private isAsRead({ bookingId, status, sequence }: Booking): boolean {
    const stored = this.bookings.get(bookingId);
    return stored?.status === status && stored.sequence === sequence;
  }

  /** Changes nothing but what is named: message results that came in since stay. */
  private changed(read: Booking, change: BookingChange): Extract<ChangeResult, { ok: true }> {
    const stored = this.bookings.get(read.bookingId) ?? read;
    this.bookings.set(read.bookingId, changedBooking(stored, change));
    return { ok: true, booking: changedBooking(read, change) };
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
