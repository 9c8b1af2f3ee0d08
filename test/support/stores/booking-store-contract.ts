import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { addDays, timeOfDay } from "../../../contract/rules/calendar";
import { sell } from "../../../contract/rules/sold";
import { visitOf } from "../../../contract/rules/visit";
import { appointmentFor, type Booking } from "../../../handlers/bookings/booking";
import { quartersOf, timeHeld } from "../../../handlers/bookings/diary/held";
import { staffDayOf } from "../../../handlers/bookings/diary/ledger";
import type { Idempotency } from "../../../handlers/bookings/idempotency";
import type { BookingLists } from "../../../handlers/bookings/lists";
import { oweMessage } from "../../../handlers/bookings/messages/owed";
import type { BookingStore } from "../../../handlers/bookings/store";
import { aBooking, monday, now } from "../bookings";
import { business } from "../fixture-business";

const tuesday = addDays(monday, 1);
const later = "2026-11-21T09:00:00Z";

const target = (one: Booking, staff: string, date: string, time: string) => {
  const visit = visitOf(business, one.service, staff);
  return {
    ...appointmentFor(business, staff, date, time, visit.durationMinutes),
    ...timeHeld(time, visit),
    sold: sell(business, one.service, staff),
  };
};

/**
 * What every booking store does, the real one and its fake alike.
 * @param make an empty store, for each test
 */
export function describeBookingStore(make: () => Promise<BookingStore & BookingLists>): void {
  let store: BookingStore & BookingLists;
  beforeEach(async () => {
    store = await make();
  });

  const booking = (time: string, service = "cornrows", changes: Partial<Booking> = {}) =>
    aBooking({ bookingId: randomUUID(), appointmentTime: time, service: [service], ...changes });
  const created = async (...parts: Parameters<typeof booking>) => {
    const one = booking(...parts);
    expect(await store.create(one, {}, now)).to.deep.equal({ ok: true });
    return one;
  };
  /** The taken time of a day, in order, in minutes since midnight. */
  const taken = async (staff = "petra", date: string = monday) => {
    const days = await store.takenOn([{ staff, date }]);
    expect([...days.keys()]).to.deep.equal([staffDayOf(staff, date)]);
    return (days.get(staffDayOf(staff, date)) ?? []).map(({ from, to }) => [from, to]);
  };
  const move = (one: Booking, staff: string, date: string, time: string) =>
    store.move(one, target(one, staff, date, time), "customer", later);

  describe("creating", () => {
    it("writes the booking and takes exactly its time", async () => {
      const one = await created("10:00");
      expect(await store.find(one.bookingId)).to.deep.equal(one);
      expect(await taken()).to.deep.equal([[600, 705]]);
      expect(await taken("solange")).to.deep.equal([]);
    });

    it("refuses a time that overlaps another visit's, and writes nothing", async () => {
      await created("10:00", "box-braids");
      const before = await taken();
      for (const late of [booking("11:00", "take-down"), booking("09:00")]) {
        const result = await store.create(late, {}, now);
        expect(result).to.deep.equal({ ok: false, reason: "taken" });
        expect(await store.find(late.bookingId)).to.equal(undefined);
      }
      expect(await taken()).to.deep.equal(before);
    });

    it("never writes over a booking", async () => {
      const one = await created("10:00");
      const same = { ...booking("14:00"), bookingId: one.bookingId };
      const result = await store.create(same, {}, now);
      expect(result).to.deep.equal({ ok: false, reason: "taken" });
      expect(await store.find(one.bookingId)).to.deep.equal(one);
      expect(await taken()).to.have.length(1);
    });

    it("finds nothing under an id that nobody has, however odd", async () => {
      for (const id of ["no-such-booking", "", "x".repeat(3_000), "a b"]) {
        expect(await store.find(id)).to.equal(undefined);
      }
    });
  });

  describe("with an Idempotency-Key", () => {
    const idempotency = (changes: Partial<Idempotency> = {}): Idempotency => ({
      key: "key-12345678",
      bodyHash: "hash",
      reply: { status: "success", bookingId: "first", message: "m", manageUrl: "u" },
      ...changes,
    });
    const remembered = (changes: Partial<Idempotency> = {}) => {
      const { bodyHash, reply } = idempotency(changes);
      return { ok: false, reason: "seen", bodyHash, reply };
    };
    const withKey = (changes?: Partial<Idempotency>) => ({ idempotency: idempotency(changes) });
    /** A day after the visit from 10:00 to 11:30 in Douala. */
    const dayAfter = "2026-11-24T10:30:00Z";

    it("remembers the request until a day after the visit", async () => {
      await store.create(booking("10:00"), withKey(), now);
      expect(await store.replay("key-12345678", now)).to.deep.equal(remembered());
      expect(await store.replay("key-12345678", dayAfter)).to.deep.equal(remembered());
      expect(await store.replay("key-12345678", addSecond(dayAfter))).to.equal(undefined);
      expect(await store.replay("another-key", now)).to.equal(undefined);
    });

    it("remembers it for as long as the visit is moved away", async () => {
      const one = booking("10:00", "cornrows", { idempotencyKey: "key-12345678" });
      await store.create(one, withKey(), now);
      expect(await move(one, "petra", addDays(monday, 7), "10:00")).to.have.property("ok", true);
      expect(await store.replay("key-12345678", "2026-12-01T10:30:00Z")).to.deep.equal(
        remembered(),
      );
      expect(await store.replay("key-12345678", "2026-12-01T10:30:01Z")).to.equal(undefined);
    });

    it("gives the first reply to a second request, though its time is now taken", async () => {
      const [one, twin, other] = [booking("10:00"), booking("10:00"), booking("14:00")];
      expect(await store.create(one, withKey(), now)).to.deep.equal({ ok: true });
      expect(await store.create(twin, withKey(), now)).to.deep.equal(remembered());
      const reused = await store.create(other, withKey({ bodyHash: "other" }), now);
      expect(reused).to.deep.equal(remembered());
      expect(await store.find(twin.bookingId)).to.equal(undefined);
      expect(await store.find(other.bookingId)).to.equal(undefined);
      expect(await taken()).to.have.length(1);
    });

    it("books once when twins arrive together, and tells each of them so", async () => {
      const twins = Array.from({ length: 10 }, () => booking("10:00"));
      const options = { ...withKey(), limits: { maxOpenVisits: 1, forAnother: false } };
      const results = await Promise.all(twins.map((one) => store.create(one, options, now)));
      expect(results.filter(({ ok }) => ok)).to.have.length(1);
      for (const result of results) if (!result.ok) expect(result).to.deep.equal(remembered());
      const found = await Promise.all(twins.map(({ bookingId }) => store.find(bookingId)));
      expect(found.filter((one) => one !== undefined)).to.have.length(1);
    });

    it("takes a key again once its visit is long over", async () => {
      await store.create(booking("10:00"), withKey(), now);
      const again = await store.create(booking("14:00"), withKey(), addSecond(dayAfter));
      expect(again).to.deep.equal({ ok: true });
    });

    it("keeps a refusal for two minutes, and books no copy of its request meanwhile", async () => {
      const refusal = "taken";
      expect(await store.refuse("key-12345678", "hash", refusal, now)).to.equal(undefined);
      const refused = { ok: false, reason: "refused", bodyHash: "hash", refusal };
      expect(await store.refuse("key-12345678", "hash", "busy", now)).to.deep.equal(refused);
      expect(await store.create(booking("10:00"), withKey(), now)).to.deep.equal(refused);
      expect(await taken()).to.deep.equal([]);
      const afterwards = new Date(Date.parse(now) + 121_000).toISOString();
      expect(await store.replay("key-12345678", afterwards)).to.equal(undefined);
      expect(await store.create(booking("10:00"), withKey(), afterwards)).to.deep.equal({
        ok: true,
      });
      expect(await store.replay("key-12345678", afterwards)).to.deep.equal(remembered());
    });

    it("refuses no request that was booked, but says what it booked", async () => {
      await store.create(booking("10:00"), withKey(), now);
      const late = await store.refuse("key-12345678", "hash", "taken", now);
      expect(late).to.deep.equal(remembered());
      expect(await store.replay("key-12345678", now)).to.deep.equal(remembered());
    });

    it("remembers nothing of a booking that failed", async () => {
      await created("10:00");
      await store.create(booking("10:00"), withKey(), now);
      expect(await store.replay("key-12345678", now)).to.equal(undefined);
    });
  });

  describe("with the limits of a number and an address", () => {
    const limits = { maxOpenVisits: 2, forAnother: false };
    const book = (time: string, changes: Partial<Booking> = {}, more = {}, at = now) =>
      store.create(booking(time, "cornrows", changes), { limits: { ...limits, ...more } }, at);
    const limited = { ok: false, reason: "contact.limit" };
    const solange = { staff: "solange" };

    it("refuses a visit that overlaps one with the same number, and writes nothing", async () => {
      await created("10:00", "cornrows", { customerEmail: "one@example.com" });
      const other = { ...solange, customerEmail: "two@example.com" };
      expect(await book("11:00", other)).to.deep.equal(limited);
      expect(await taken("solange")).to.deep.equal([]);
      // The buffer is not the customer's time.
      expect(await book("11:30", other)).to.deep.equal({ ok: true });
    });

    it("refuses one that overlaps one with the same address", async () => {
      await created("10:00", "cornrows", { customerPhone: "+237650000001" });
      const other = { ...solange, customerPhone: "+237650000002" };
      expect(await book("10:30", other)).to.deep.equal(limited);
    });

    it("takes it for somebody else, and takes another number's", async () => {
      await created("10:00");
      expect(await book("10:00", solange, { forAnother: true })).to.deep.equal({ ok: true });
      const stranger = { customerPhone: "+237650000009", customerEmail: "x@example.com" };
      expect(await book("14:00", { ...solange, ...stranger })).to.deep.equal({ ok: true });
    });

    it("counts the visits that are not over, whatever became of them", async () => {
      const first = await created("09:00", "cornrows", { status: "pending" });
      const second = await created("11:00");
      expect(await book("13:00")).to.deep.equal(limited);
      expect(await book("13:00", {}, { forAnother: true })).to.deep.equal(limited);
      // Over, though nobody has marked it.
      expect(await book("13:00", {}, {}, "2026-11-23T10:30:00Z")).to.deep.equal({ ok: true });
      await store.changeStatus(second, "cancelled", "customer", now);
      await store.changeStatus(first, "rejected", "admin:petra", now);
      expect(await book("15:00")).to.deep.equal({ ok: true });
    });

    it("does not bind the desk", async () => {
      await created("09:00");
      await created("11:00");
      await created("13:00");
      await created("13:00", "cornrows", solange);
      expect(await book("15:00")).to.deep.equal(limited);
    });

    it("lets one of two win that come together and would overlap", async () => {
      // With different people, so that nothing but the customer's own time is in the way.
      const results = await Promise.all([book("10:00"), book("10:30", solange)]);
      expect(results.filter(({ ok }) => ok)).to.have.length(1);
      for (const result of results) if (!result.ok) expect(result).to.deep.equal(limited);
    });

    it("refuses all attempts for an hour after ten, refused or not", async () => {
      await created("10:00");
      const first = booking("14:00", "cornrows", solange);
      expect(await store.create(first, { limits }, now)).to.deep.equal({ ok: true });
      await store.changeStatus(first, "cancelled", "customer", now);
      for (let attempt = 1; attempt < 10; attempt++) {
        expect(await book("10:00", solange)).to.deep.equal(limited);
      }
      const throttled = { ok: false, reason: "contact.throttled" };
      expect(await book("10:00", solange)).to.deep.equal(throttled);
      expect(await book("15:00", solange)).to.deep.equal(throttled);
      expect(await book("15:00", solange, {}, "2026-11-21T09:00:00Z")).to.deep.equal({ ok: true });
    });

    it("counts every one of many attempts that come together", async () => {
      await created("10:00");
      const results = await Promise.all(Array.from({ length: 6 }, () => book("10:00", solange)));
      for (const result of results) expect(result).to.deep.equal(limited);
      for (let attempt = 6; attempt < 10; attempt++) await book("10:00", solange);
      expect(await book("15:00")).to.deep.equal({ ok: false, reason: "contact.throttled" });
    });

    it("keeps nobody from moving because of a stranger's attempts, but bounds the moves of an hour", async () => {
      let one = await created("09:00");
      for (let attempt = 0; attempt < 11; attempt++) await book("09:00", solange);
      const go = (time: string) =>
        store.move(one, target(one, "petra", monday, time), "customer", later, {
          forAnother: false,
        });
      for (let move = 0; move < 10; move++) {
        const result = await go(move % 2 === 0 ? "13:00" : "09:00");
        if (!result.ok) throw new Error(result.reason);
        one = result.booking;
      }
      expect(await go("13:00")).to.deep.equal({ ok: false, reason: "contact.throttled" });
    });

    it("moves within the limits, and takes the new time into account", async () => {
      const one = await created("09:00");
      await created("14:00");
      const go = (time: string, forAnother = false) =>
        store.move(one, target(one, "solange", monday, time), "customer", later, { forAnother });
      expect(await go("13:00")).to.deep.equal(limited);
      expect(await go("09:30")).to.have.property("ok", true);
      expect(await book("10:30", {}, { maxOpenVisits: 9 })).to.deep.equal(limited);
      expect(await book("09:00", {}, { maxOpenVisits: 9 })).to.deep.equal(limited);
      expect(await book("11:00", {}, { maxOpenVisits: 9 })).to.deep.equal({ ok: true });
    });
  });

  describe("a buffer that reaches past midnight", () => {
    const late = (time: string, changes: Partial<Booking> = {}) =>
      booking(time, "cornrows", changes);

    it("holds the first minutes of the next day, and gives them back", async () => {
      const one = late("22:30");
      expect(await store.create(one, {}, now)).to.deep.equal({ ok: true });
      expect(await taken()).to.deep.equal([[1350, 1440]]);
      expect(await taken("petra", tuesday)).to.deep.equal([[0, 15]]);
      const early = booking("00:00", "cornrows", { appointmentDate: tuesday });
      expect(await store.create(early, {}, now)).to.deep.equal({ ok: false, reason: "taken" });
      expect(await store.changeStatus(one, "cancelled", "customer", now)).to.have.property(
        "ok",
        true,
      );
      expect(await taken("petra", tuesday)).to.deep.equal([]);
      expect(await store.create(early, {}, now)).to.deep.equal({ ok: true });
    });

    it("moves with its visit, into the day whose first minutes it holds", async () => {
      const one = late("22:30");
      await store.create(one, {}, now);
      expect(await move(one, "petra", tuesday, "00:00")).to.have.property("ok", true);
      expect(await taken()).to.deep.equal([]);
      expect(await taken("petra", tuesday)).to.deep.equal([[0, 105]]);
    });
  });

  describe("a gap in which the person is free", () => {
    const length = { durationMinutes: 120, bufferMinutes: 10, bufferBeforeMinutes: 5 };
    const gaps = [{ startMinutes: 30, endMinutes: 90 }];
    const dye = (changes: Partial<Booking> = {}) =>
      booking("10:00", "cornrows", { ...timeHeld("10:00", { ...length, gaps }), ...changes });
    const within = (time: string, durationMinutes: number) =>
      booking(time, "take-down", timeHeld(time, { durationMinutes, bufferMinutes: 0 }));

    it("is taken by another visit that fits in, and by none that does not", async () => {
      const one = dye();
      expect(await store.create(one, {}, now)).to.deep.equal({ ok: true });
      expect(await taken()).to.deep.equal([
        [595, 630],
        [690, 730],
      ]);
      const refused = { ok: false, reason: "taken" };
      expect(await store.create(within("10:25", 60), {}, now)).to.deep.equal(refused);
      expect(await store.create(within("10:30", 65), {}, now)).to.deep.equal(refused);
      expect(await store.create(within("09:00", 60), {}, now)).to.deep.equal(refused);
      expect(await store.create(within("10:30", 60), {}, now)).to.deep.equal({ ok: true });
      expect(await store.changeStatus(one, "cancelled", "customer", now)).to.include({ ok: true });
      expect(await taken()).to.deep.equal([[630, 690]]);
    });
  });

  describe("off the quarters of an hour", () => {
    const cut = { durationMinutes: 20, bufferMinutes: 5 };
    const at = (minutes: number, length = cut) => {
      const time = timeOfDay(minutes);
      const when = appointmentFor(business, "petra", monday, time, length.durationMinutes);
      return booking(time, "cornrows", { ...when, ...timeHeld(time, length) });
    };
    const packed = Array.from({ length: 21 }, (_, visit) => 540 + visit * 25);
    const pack = async () => {
      const made = packed.map((start) => at(start));
      for (const one of made) expect(await store.create(one, {}, now)).to.deep.equal({ ok: true });
      return made;
    };
    const create = (minutes: number, length = cut) => store.create(at(minutes, length), {}, now);
    const refused = { ok: false, reason: "taken" };

    it("packs visits of 20 minutes and buffers of 5 without a gap", async () => {
      await pack();
      expect(await taken()).to.deep.equal(packed.map((start) => [start, start + 25]));
      for (const start of [520, 540, 545, 560, 1060]) {
        expect(await create(start), String(start)).to.deep.equal(refused);
      }
      expect(await create(515)).to.deep.equal({ ok: true });
      expect(await create(1065)).to.deep.equal({ ok: true });
    });

    it("frees exactly one visit's minutes, which can be booked again to the last", async () => {
      const made = await pack();
      await store.changeStatus(made[3] as Booking, "cancelled", "customer", now);
      expect(await taken()).to.deep.equal(
        packed.filter((_, visit) => visit !== 3).map((start) => [start, start + 25]),
      );
      expect(await create(610)).to.deep.equal(refused);
      expect(await create(620)).to.deep.equal(refused);
      expect(await create(615, { durationMinutes: 5, bufferMinutes: 0 })).to.deep.equal({
        ok: true,
      });
      expect(await create(620, { durationMinutes: 15, bufferMinutes: 5 })).to.deep.equal({
        ok: true,
      });
      expect(await taken()).to.have.length(packed.length + 1);
    });

    it("moves one by five minutes, into its own time and its neighbour's quarter", async () => {
      const [first] = await pack();
      const go = async (one: Booking, minutes: number) => {
        const { startsAt, endsAt, appointmentTime, held, buckets } = at(minutes);
        const where = { staff: "petra", appointmentDate: monday, appointmentTime };
        return store.move(
          one,
          { ...where, startsAt, endsAt, ...(held && { held }), buckets },
          "customer",
          later,
        );
      };
      expect(await go(first as Booking, 545)).to.deep.equal(refused);
      const moved = await go(first as Booking, 535);
      expect(moved).to.have.property("ok", true);
      expect((await taken())[0]).to.deep.equal([535, 560]);
      expect(await create(555, { durationMinutes: 5, bufferMinutes: 0 })).to.deep.equal(refused);
      expect(await create(560, { durationMinutes: 5, bufferMinutes: 0 })).to.deep.equal({
        ok: true,
      });
    });

    it("leaves a stretch in between to others, in which the person is free", async () => {
      const held = [
        [605, 620],
        [665, 690],
      ] as const;
      const dye = booking("10:05", "cornrows", { held, buckets: quartersOf(held) });
      expect(await store.create(dye, {}, now)).to.deep.equal({ ok: true });
      expect(await create(640)).to.deep.equal({ ok: true });
      expect(await create(620, { durationMinutes: 20, bufferMinutes: 0 })).to.deep.equal({
        ok: true,
      });
      expect(await create(660)).to.deep.equal(refused);
      await store.changeStatus(dye, "cancelled", "customer", now);
      expect(await taken()).to.deep.equal([
        [620, 640],
        [640, 665],
      ]);
    });
  });

  describe("longer than an expression holds minutes", () => {
    const long = (time: string, minutes = 660, changes: Partial<Booking> = {}) =>
      booking(time, "cornrows", {
        ...timeHeld(time, { durationMinutes: minutes, bufferMinutes: 0 }),
        ...changes,
      });

    it("takes a whole day, and gives it back", async () => {
      const one = long("00:00", 1440);
      expect(await store.create(one, {}, now)).to.deep.equal({ ok: true });
      expect(await taken()).to.deep.equal([[0, 1440]]);
      expect(await store.create(long("23:45", 15), {}, now)).to.include({ reason: "taken" });
      expect(await store.changeStatus(one, "cancelled", "customer", now)).to.include({ ok: true });
      expect(await taken()).to.deep.equal([]);
    });

    it("moves within a day, of which it frees and takes more than that", async () => {
      const one = long("00:00");
      await store.create(one, {}, now);
      const to = (time: string) => ({ ...long(time), bookingId: one.bookingId });
      const result = await store.move(one, to("12:00"), "customer", later);
      if (!result.ok) throw new Error(result.reason);
      expect(await taken()).to.deep.equal([[720, 1380]]);
      expect(await store.move(result.booking, to("09:05"), "customer", later)).to.include({
        ok: true,
      });
      expect(await taken()).to.deep.equal([[545, 1205]]);
    });

    it("goes past midnight", async () => {
      const one = long("13:05", 780);
      expect(await store.create(one, {}, now)).to.deep.equal({ ok: true });
      expect(await taken()).to.deep.equal([[785, 1440]]);
      expect(await taken("petra", tuesday)).to.deep.equal([[0, 125]]);
      const early = (time: string) => long(time, 10, { appointmentDate: tuesday });
      expect(await store.create(early("02:00"), {}, now)).to.include({ reason: "taken" });
      expect(await store.create(early("02:05"), {}, now)).to.deep.equal({ ok: true });
      await store.changeStatus(one, "cancelled", "customer", now);
      expect(await taken("petra", tuesday)).to.deep.equal([[125, 135]]);
    });
  });

  describe("changing the status", () => {
    it("writes it into the history with who did it, and counts the change", async () => {
      const one = await created("10:00", "cornrows", { status: "pending" });
      const result = await store.changeStatus(one, "confirmed", "admin:petra", later);
      const after: Booking = {
        ...one,
        ...oweMessage("confirmation", later),
        status: "confirmed",
        updatedAt: later,
        sequence: 1,
        history: [...one.history, { at: later, by: "admin:petra", status: "confirmed" }],
      };
      expect(result).to.deep.equal({ ok: true, booking: after });
      expect(await store.find(one.bookingId)).to.deep.equal(after);
    });

    for (const to of ["cancelled", "rejected", "expired"] as const) {
      it(`frees exactly its own time as ${to}, and the time can be booked again`, async () => {
        const one = await created("10:00");
        await created("12:00");
        expect(await store.changeStatus(one, to, "customer", later)).to.have.property("ok", true);
        expect(await taken()).to.deep.equal([[720, 825]]);
        await created("10:00");
      });
    }

    for (const to of ["confirmed", "completed", "no_show"] as const) {
      it(`keeps its time as ${to}`, async () => {
        const one = await created("10:00", "cornrows", { status: "pending" });
        expect(await store.changeStatus(one, to, "admin:petra", later)).to.have.property(
          "ok",
          true,
        );
        expect(await taken()).to.have.length(1);
      });
    }

    it("does not touch a booking that somebody changed since it was read", async () => {
      const one = await created("10:00");
      await store.changeStatus(one, "cancelled", "customer", now);
      const taker = await created("10:00");
      const late = await store.changeStatus(one, "cancelled", "customer", now);
      expect(late).to.deep.equal({ ok: false, reason: "changed" });
      expect(await taken()).to.have.length(1);
      expect(await store.find(taker.bookingId)).to.deep.equal(taker);
      expect((await store.find(one.bookingId))?.history).to.have.length(2);
    });

    it("does not touch a booking read with another status, or one that is not there", async () => {
      const one = await created("10:00");
      const changed = { ok: false, reason: "changed" };
      const misread = { ...one, status: "pending" } as const;
      expect(await store.changeStatus(misread, "rejected", "customer", later)).to.deep.equal(
        changed,
      );
      const nobody = booking("14:00");
      expect(await store.changeStatus(nobody, "completed", "customer", later)).to.deep.equal(
        changed,
      );
      expect(await store.find(one.bookingId)).to.deep.equal(one);
      expect(await store.find(nobody.bookingId)).to.equal(undefined);
    });
  });

  describe("moving", () => {
    it("writes the new time, and where to, into the booking", async () => {
      const one = await created("10:00");
      const result = await move(one, "solange", tuesday, "14:00");
      const after: Booking = {
        ...one,
        ...target(one, "solange", tuesday, "14:00"),
        ...oweMessage("change", later),
        updatedAt: later,
        sequence: 1,
        ownMoves: 1,
        history: [
          ...one.history,
          {
            at: later,
            by: "customer",
            status: "confirmed",
            movedFrom: "petra 2026-11-23T09:00:00Z",
            movedTo: "solange 2026-11-24T13:00:00Z",
          },
        ],
      };
      expect(result).to.deep.equal({ ok: true, booking: after });
      expect(await store.find(one.bookingId)).to.deep.equal(after);
      expect(await taken()).to.deep.equal([]);
      expect(await taken("solange", tuesday)).to.deep.equal(after.held);
    });

    it("goes there and back, and into its own time", async () => {
      let one = await created("10:00");
      const moveTo = async (...to: [staff: string, date: string, time: string]) => {
        const result = await move(one, ...to);
        if (!result.ok) throw new Error(result.reason);
        one = result.booking;
      };
      await moveTo("petra", tuesday, "14:00");
      await moveTo("petra", monday, "10:00");
      expect(await taken("petra", tuesday)).to.deep.equal([]);
      await moveTo("petra", monday, "10:30");
      expect(await taken()).to.deep.equal([[630, 735]]);
      expect(await store.find(one.bookingId)).to.deep.equal(one);
      expect(one).to.deep.include({ sequence: 3, appointmentTime: "10:30" });
      expect(one.history).to.have.length(4);
    });

    it("stays where it is when the wanted time is taken", async () => {
      const one = await created("10:00");
      await created("14:00");
      await created("10:00", "cornrows", { staff: "solange" });
      for (const [staff, time] of [
        ["petra", "13:00"],
        ["petra", "15:00"],
        ["solange", "10:00"],
      ] as const) {
        const result = await move(one, staff, monday, time);
        expect(result).to.deep.equal({ ok: false, reason: "taken" });
      }
      expect(await store.find(one.bookingId)).to.deep.equal(one);
      expect(await taken()).to.have.length(2);
    });

    it("lets one of two moves win when both start from the same reading", async () => {
      const one = await created("10:00");
      const results = await Promise.all(
        ["13:00", "15:00"].map((time) => move(one, "petra", monday, time)),
      );
      expect(results.filter(({ ok }) => ok)).to.have.length(1);
      expect(await taken()).to.have.length(1);
    });

    it("does not move a booking that somebody changed since it was read", async () => {
      const one = await created("10:00");
      await store.changeStatus(one, "cancelled", "customer", now);
      expect(await move(one, "petra", monday, "14:00")).to.deep.equal({
        ok: false,
        reason: "changed",
      });
      expect(await taken()).to.deep.equal([]);
      expect(await store.find(one.bookingId)).to.include({ status: "cancelled" });
    });
  });

  describe("keeping its records", () => {
    const stored = async (changes: Partial<Booking>) => created("10:00", "cornrows", changes);
    /** Moves to and fro a number of times. */
    const moveOften = async (from: Booking, times: number, by: "customer" | "admin:petra") => {
      let one = from;
      for (let count = 0; count < times; count++) {
        const time = one.appointmentTime === "10:00" ? "12:00" : "10:00";
        const result = await store.move(one, target(one, "petra", monday, time), by, later);
        if (!result.ok) throw new Error(result.reason);
        one = result.booking;
      }
      expect(await store.find(one.bookingId)).to.deep.equal(one);
      return one;
    };

    it("writes no entry before the last one, though the clock is set back by an hour", async () => {
      const one = await stored({});
      const first = await store.changeStatus(one, "completed", "admin:petra", later);
      if (!first.ok) throw new Error(first.reason);
      const second = await store.changeStatus(first.booking, "confirmed", "admin:petra", now);
      if (!second.ok) throw new Error(second.reason);
      const times = second.booking.history.map(({ at }) => at);
      expect(times).to.deep.equal([now, later, later]);
      expect(second.booking.updatedAt).to.equal(later);
      expect(await store.find(one.bookingId)).to.deep.equal(second.booking);
    });

    it("keeps the first entry and the newest thirty, and says how many are left out", async () => {
      const one = await moveOften(await stored({}), 33, "admin:petra");
      expect(one.history).to.have.length(31);
      expect(one.history[0]).to.deep.equal({ at: now, by: "customer", status: "confirmed" });
      expect(one.historyLeftOut).to.equal(3);
      expect((await moveOften(one, 2, "admin:petra")).historyLeftOut).to.equal(5);
    });

    it("counts the customer's moves alone, also where their entries are gone", async () => {
      const moved = await moveOften(await stored({}), 3, "customer");
      expect(moved.ownMoves).to.equal(3);
      expect((await moveOften(moved, 32, "admin:petra")).ownMoves).to.equal(3);
    });

    it("counts the moves of an older booking from its history", async () => {
      const entry = {
        at: now,
        status: "confirmed",
        movedTo: "petra 2026-11-23T09:00:00Z",
      } as const;
      const history = [
        { at: now, by: "customer", status: "confirmed" },
        { ...entry, by: "customer" },
        { ...entry, by: "admin:petra" },
        { ...entry, by: "customer" },
      ] as const;
      expect((await moveOften(await stored({ history }), 1, "customer")).ownMoves).to.equal(3);
      const other = await created("16:00", "cornrows", { history });
      expect((await moveOften(other, 1, "admin:petra")).ownMoves).to.equal(2);
    });

    it("keeps the newest thirty results of messages, and the last of each kind of loss", async () => {
      const at = (minute: number) =>
        `2026-11-20T${String(10 + Math.floor(minute / 60))}:${String(minute % 60).padStart(2, "0")}:00Z`;
      const mail = Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [
          `change-${index}`,
          { status: index === 2 || index === 5 ? "bounced" : "sent", at: at(index) } as const,
        ]),
      );
      const one = await moveOften(await stored({ mail }), 1, "admin:petra");
      const names = Array.from({ length: 30 }, (_, index) => `change-${30 + index}`);
      expect(Object.keys(one.mail).sort()).to.deep.equal(["change-5", ...names].sort());
    });
  });

  describe("removing together with others", () => {
    const mark = { id: "2026-11-21T09:00:00Z.0a1b2c3d", isTold: false };
    const removed = async (one: Booking, isTold = false) => {
      const change = { ...mark, isTold };
      const result = await store.changeStatus(one, "cancelled", "system", later, undefined, change);
      if (!result.ok) throw new Error(result.reason);
      return result.booking;
    };

    it("is one change with the cancellation, which frees the time", async () => {
      const one = await created("10:00");
      const after = await removed(one);
      expect(after.removal).to.deep.equal({ ...mark, sequence: 1 });
      expect(await store.find(one.bookingId)).to.deep.equal(after);
      expect(await taken()).to.deep.equal([]);
      const again = await store.changeStatus(one, "cancelled", "system", later, undefined, mark);
      expect(again).to.deep.equal({ ok: false, reason: "changed" });
    });

    it("has one told after all, once, and changes nothing else of it", async () => {
      const one = await removed(await created("10:00"));
      const visits = { visits: [one.startsAt, one.endsAt], count: 2 };
      expect(await store.tellRemoval(one, visits, later)).to.equal(true);
      expect(await store.find(one.bookingId)).to.deep.equal({
        ...one,
        removal: { ...mark, ...visits, sequence: 1, isTold: true },
        ...oweMessage("cancellation", later),
      });
      expect(await store.tellRemoval(one, visits, later)).to.equal(false);
      const told = await removed(await created("14:00"), true);
      expect(await store.tellRemoval(told, visits, later)).to.equal(false);
    });

    it("tells nothing of a booking that no removal cancelled, older ones without the mark too", async () => {
      const one = await created("10:00");
      const cancelled = await store.changeStatus(one, "cancelled", "customer", later);
      expect(cancelled.ok && cancelled.booking).not.to.have.property("removal");
      const claimed = { ...one, sequence: 1, removal: { ...mark, sequence: 1 } };
      expect(await store.tellRemoval({ ...claimed, status: "cancelled" }, {}, later)).to.equal(
        false,
      );
      expect(await store.find(one.bookingId)).not.to.have.property("removal");
    });
  });

  describe("listing", () => {
    const idsOf = async (bookings: AsyncIterable<Booking>) => {
      const ids: string[] = [];
      for await (const one of bookings) ids.push(one.bookingId);
      return ids;
    };
    beforeEach(async () => {
      for (const [bookingId, appointmentDate, time, staff] of [
        ["d", addDays(monday, 8), "09:00", "petra"],
        ["c", tuesday, "09:00", "petra"],
        ["b", monday, "14:00", "solange"],
        ["a", monday, "14:00", "petra"],
        ["e", monday, "09:00", "petra"],
      ] as const) {
        const customerEmail = bookingId < "c" ? "awa@example.com" : "other@example.com";
        await created(time, "cornrows", { bookingId, appointmentDate, staff, customerEmail });
      }
    });

    it("gives the bookings of some days by date, time and id", async () => {
      expect(await idsOf(store.onDays({ from: monday, to: tuesday }))).to.deep.equal([
        "e",
        "a",
        "b",
        "c",
      ]);
      const all = { from: monday, to: addDays(monday, 8) };
      expect(await idsOf(store.onDays(all))).to.deep.equal(["e", "a", "b", "c", "d"]);
      expect(await idsOf(store.onDays({ from: tuesday, to: monday }))).to.deep.equal([]);
    });

    it("gives the bookings of one customer, of all time or of some days", async () => {
      expect(await idsOf(store.ofCustomer("awa@example.com", {}))).to.deep.equal(["a", "b"]);
      const other = (days: { from?: string; to?: string }) =>
        idsOf(store.ofCustomer("other@example.com", days));
      expect(await other({ from: tuesday })).to.deep.equal(["c", "d"]);
      expect(await other({ to: tuesday })).to.deep.equal(["e", "c"]);
      expect(await idsOf(store.ofCustomer("nobody@example.com", {}))).to.deep.equal([]);
    });
  });
}

function addSecond(moment: string): string {
  return moment.replace(":00Z", ":01Z");
}
