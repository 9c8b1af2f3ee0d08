import { expect } from "chai";
import type { Business } from "../../../contract/business";
import { sell } from "../../../contract/rules/sold";
import { appointmentFor, type Booking } from "../../../handlers/bookings/booking";
import { type MoveTarget, moveVisit } from "../../../handlers/bookings/move-visit";
import { aBooking, monday, now } from "../../support/bookings";
import { business } from "../../support/fixture-business";
import { FakeBookingStore } from "../../support/stores/fake-booking-store";

describe("moving a visit", () => {
  let store: FakeBookingStore;
  let booking: Booking;
  const there: MoveTarget = { staff: "petra", date: "2026-11-24", time: "14:00" };
  const move = (target: Partial<MoveTarget> = {}, at = now, one = booking) =>
    moveVisit(business, store, one, { ...there, ...target }, "admin:petra", at);
  const invalid = (field: string, key: string) => ({
    ok: false,
    reason: "invalid",
    fields: { [field]: key },
  });
  const create = async (changes: Partial<Booking> = {}) => {
    booking = aBooking(changes);
    await store.create(booking, {}, now);
  };

  beforeEach(async () => {
    store = new FakeBookingStore();
    await create();
  });

  it("gives it the new time and person, with who moved it", async () => {
    const result = await move({ staff: "solange" });
    if (!result.ok) throw new Error(result.reason);
    expect(result.moved).to.equal(true);
    expect(result.booking).to.deep.include({
      staff: "solange",
      appointmentDate: "2026-11-24",
      appointmentTime: "14:00",
      startsAt: "2026-11-24T13:00:00Z",
      endsAt: "2026-11-24T14:30:00Z",
      held: [[840, 945]],
      buckets: [56, 57, 58, 59, 60, 61, 62],
    });
    expect(result.booking.history.at(-1)).to.include({ by: "admin:petra", status: "confirmed" });
    expect(store.bookings.get(booking.bookingId)).to.deep.equal(result.booking);
  });

  describe("with options", () => {
    const chosen = { "locs-length": "waist" };
    const [petra, solange] = business.staff as unknown as Business["staff"][0][];
    /** Where both do locs, Solange taking longer for them. */
    const of: Business = {
      ...business,
      staff: [
        petra as Business["staff"][0],
        { ...solange, services: "all", terms: { "faux-locs": { durationMinutes: 330 } } } as never,
      ],
    };
    const withOptions = () => {
      store = new FakeBookingStore();
      return create({
        service: ["faux-locs"],
        options: chosen,
        sold: sell(of, ["faux-locs"], "petra", chosen),
        ...appointmentFor(of, "petra", monday, "10:00", 360),
        held: [[600, 975]],
      });
    };
    const moveIn = (document: Business, target: Partial<MoveTarget>) =>
      moveVisit(document, store, booking, { ...there, time: "10:00", ...target }, "customer", now);

    it("keeps them, with their length and price", async () => {
      await withOptions();
      const result = await moveIn(of, {});
      if (!result.ok) throw new Error(result.reason);
      expect(result.booking).to.deep.include({
        options: chosen,
        startsAt: "2026-11-24T09:00:00Z",
        endsAt: "2026-11-24T15:00:00Z",
        held: [[600, 975]],
      });
      expect(result.booking.sold).to.deep.equal(booking.sold);
      // Not as late as without them.
      expect(await moveIn(of, { time: "12:30" })).to.deep.equal(invalid("time", "time.closed"));
    });

    it("adds them to another person's own length", async () => {
      await withOptions();
      const expected = { durationMinutes: 390, priceMinor: 41000 };
      expect(await moveIn(of, { staff: "solange" })).to.include({ reason: "terms.changed" });
      const result = await moveIn(of, { staff: "solange", expected });
      if (!result.ok) throw new Error(result.reason);
      expect(result.booking.sold).to.include(expected);
      expect(result.booking.endsAt).to.equal("2026-11-24T15:30:00Z");
    });

    it("keeps what was sold with whoever does it, where the option is gone", async () => {
      await withOptions();
      const without: Business = {
        ...of,
        services: of.services.map(({ options: _, ...one }) => one),
      };
      const result = await moveIn(without, { staff: "solange" });
      if (!result.ok) throw new Error(result.reason);
      expect(result.booking.sold).to.deep.equal({ ...booking.sold, staffName: "Solange" });
    });
  });

  it("notes the version of the document that it was moved by, on older bookings too", async () => {
    const inForce = { ...business, documentVersion: 9 };
    const result = await moveVisit(inForce, store, booking, there, "customer", now);
    expect(result.ok && result.booking.businessVersion).to.equal(9);
  });

  it("changes nothing where it is there already, though its time is past the notice", async () => {
    const target = { staff: "petra", date: monday, time: "10:00" };
    const result = await move(target, "2026-11-23T08:59:00Z");
    expect(result).to.deep.equal({ ok: true, booking, moved: false });
    expect(store.bookings.get(booking.bookingId)).to.equal(booking);
  });

  it("binds customers, and not the desk, to the business's cut-off", async () => {
    const of: Business = { ...business, booking: { ...business.booking, moveUntilMinutes: 180 } };
    const moveAt = (at: string, by: "customer" | "admin:petra") =>
      moveVisit(of, store, booking, there, by, at);
    const late = "2026-11-23T06:00:01Z";
    expect(booking.startsAt).to.equal("2026-11-23T09:00:00Z");
    expect(await moveAt(late, "customer")).to.deep.equal({
      ok: false,
      reason: "booking.move.late",
    });
    expect(await moveAt(late, "admin:petra")).to.include({ ok: true, moved: true });
    const moved = store.bookings.get(booking.bookingId) as Booking;
    expect(moved.startsAt).to.equal("2026-11-24T13:00:00Z");
    const inTime = "2026-11-24T10:00:00Z";
    expect(
      await moveVisit(of, store, moved, { ...there, time: "16:00" }, "customer", inTime),
    ).to.include({ ok: true, moved: true });
  });

  it("leads only to times at which the person works, whatever was sold", async () => {
    const of: Business = {
      ...business,
      staff: business.staff.map((one) =>
        one.id === "solange"
          ? { ...one, hours: { tuesday: [{ opens: "10:00", closes: "15:00" }] } }
          : one,
      ) as never,
    };
    const moveTo = (target: Partial<MoveTarget>) =>
      moveVisit(of, store, booking, { ...there, ...target }, "customer", now);
    expect(await moveTo({ staff: "solange" })).to.deep.equal(invalid("time", "time.away"));
    expect(await moveTo({ staff: "solange", time: "13:30" })).to.include({ moved: true });
  });

  it("gives both of two equal requests the visit that the faster one moved", async () => {
    const [one, other] = await Promise.all([move(), move()]);
    const stored = store.bookings.get(booking.bookingId);
    expect(one).to.deep.equal({ ok: true, booking: stored, moved: true });
    expect(other).to.deep.equal({ ok: true, booking: stored, moved: false });
    expect(stored?.history).to.have.length(2);
  });

  it("lets customers move it as often as the owner allows, and the desk without end", async () => {
    const target = (count: number) => ({ ...there, time: count % 2 ? "09:00" : "14:00" });
    const by = (actor: "customer" | "admin:petra", count: number) =>
      moveVisit(business, store, booking, target(count), actor, now);
    const read = async () => (await store.find(booking.bookingId)) as Booking;
    for (let count = 0; count < business.booking.maxOwnMoves; count++) {
      expect(await by("customer", count)).to.include({ ok: true, moved: true });
      booking = await read();
    }
    const before = booking;
    expect(await by("customer", 5)).to.deep.equal({ ok: false, reason: "moves.limit" });
    expect(await read()).to.equal(before);
    // Sent again, because its answer was lost, the last one is still done.
    expect(await by("customer", 4)).to.deep.equal({ ok: true, booking, moved: false });
    expect(await by("admin:petra", 5)).to.include({ ok: true, moved: true });
    booking = await read();
    expect(await by("customer", 4)).to.deep.equal({ ok: false, reason: "moves.limit" });
  });

  it("counts each of several moves that come together", async () => {
    const almost = { ...booking, ownMoves: business.booking.maxOwnMoves - 1 };
    store.bookings.set(booking.bookingId, almost);
    booking = almost;
    const results = await Promise.all(
      ["09:00", "12:00", "14:00", "16:00"].map((time) =>
        moveVisit(business, store, booking, { ...there, time }, "customer", now),
      ),
    );
    expect(results.filter(({ ok }) => ok)).to.have.length(1);
    expect((await store.find(booking.bookingId))?.ownMoves).to.equal(5);
  });

  it("tells a move that another copy of it has made from one that is refused", async () => {
    const moved = { ...booking, ...appointmentFor(business, "petra", there.date, there.time, 90) };
    for (const reason of ["contact.throttled", "contact.limit", "busy", "taken"] as const) {
      const found: (Booking | undefined)[] = [moved, undefined];
      const slower = {
        find: async () => found.shift(),
        move: async () => ({ ok: false, reason }) as const,
      };
      const done = await moveVisit(business, slower, booking, there, "customer", now);
      expect(done, reason).to.deep.equal({ ok: true, booking: moved, moved: false });
      const refused = await moveVisit(business, slower, booking, there, "customer", now);
      expect(refused).to.deep.equal({ ok: false, reason });
    }
  });

  it("is refused once the visit has begun or is no longer open", async () => {
    const unchangeable = { ok: false, reason: "booking.unchangeable" };
    expect(await move({}, "2026-11-23T09:00:00Z")).to.deep.equal(unchangeable);
    for (const status of ["cancelled", "completed", "no_show", "rejected", "expired"] as const) {
      expect(await move({}, now, { ...booking, status }), status).to.deep.equal(unchangeable);
    }
  });

  it("is refused for a service that the business no longer offers", async () => {
    const gone = { ...booking, service: ["cornrows", "gone"] };
    expect(await move({}, now, gone)).to.deep.equal({ ok: false, reason: "booking.unchangeable" });
  });

  it("keeps the diary's rules", async () => {
    expect(await move({ date: "2026-11-22" })).to.deep.equal(invalid("date", "date.closed"));
    expect(await move({ time: "17:00" })).to.deep.equal(invalid("time", "time.closed"));
  });

  it("is refused to a person who does not do that", async () => {
    await create({ bookingId: "locs", service: ["faux-locs"], appointmentDate: "2026-11-25" });
    expect(await move({ staff: "solange", time: "10:00" })).to.deep.equal(
      invalid("staff", "staff.service"),
    );
  });

  it("tells a taken time from one that others kept busy, and from a visit changed meanwhile", async () => {
    const other = aBooking({
      bookingId: "other",
      appointmentDate: there.date,
      appointmentTime: there.time,
      customerPhone: "+237650000001",
      customerEmail: "other@example.com",
    });
    await store.create(other, {}, now);
    expect(await move()).to.deep.equal({ ok: false, reason: "taken" });
    store.busy = true;
    expect(await move({ time: "09:00" })).to.deep.equal({ ok: false, reason: "busy" });
    store.busy = false;
    expect(store.bookings.get(booking.bookingId)).to.equal(booking);
  });

  it("starts over where somebody changed the visit meanwhile, and gives up in the end", async () => {
    const moved = await move({ time: "09:00" }, now, { ...booking, sequence: 7 });
    expect(moved).to.include({ ok: true, moved: true });
    store.move = async () => ({ ok: false, reason: "changed" });
    expect(await move({ time: "11:00" })).to.deep.equal({ ok: false, reason: "booking.changed" });
  });

  it("does not move a customer's visit into another one of theirs, unless it is somebody else's", async () => {
    const other = { bookingId: "other", staff: "solange", appointmentDate: there.date };
    await store.create(aBooking({ ...other, appointmentTime: there.time }), {}, now);
    const own = (target: Partial<MoveTarget> = {}) =>
      moveVisit(business, store, booking, { ...there, ...target }, "customer", now);
    expect(await own()).to.deep.equal({ ok: false, reason: "contact.limit" });
    expect(await own({ forAnother: true })).to.have.property("ok", true);
  });

  it("lets the desk move it there", async () => {
    const other = { bookingId: "other", staff: "solange", appointmentDate: there.date };
    await store.create(aBooking({ ...other, appointmentTime: there.time }), {}, now);
    expect(await move()).to.have.property("ok", true);
  });

  describe("with what was sold", () => {
    const sold = sell(business, ["cornrows"], "petra");
    const soldEarlier = { ...sold, durationMinutes: 120, bufferMinutes: 0, priceMinor: 7000 };

    it("keeps the length and the price, whatever the business asks today", async () => {
      await create({ bookingId: "earlier", appointmentDate: "2026-11-25", sold: soldEarlier });
      const result = await move({ staff: "solange", date: "2026-11-26" });
      if (!result.ok) throw new Error(result.reason);
      expect(result.booking.sold).to.deep.equal({ ...soldEarlier, staffName: "Solange" });
      expect(result.booking.endsAt).to.equal("2026-11-26T15:00:00Z");
      expect(result.booking.buckets).to.deep.equal([56, 57, 58, 59, 60, 61, 62, 63]);
    });

    it("asks before another person's length or price counts, and stores it then", async () => {
      const other: Business = {
        ...business,
        staff: business.staff.map((one) =>
          one.id === "solange"
            ? { ...one, terms: { cornrows: { durationMinutes: 120, price: 9000 } } }
            : one,
        ) as never,
      };
      const own = (target: Partial<MoveTarget>) =>
        moveVisit(
          other,
          store,
          booking,
          { ...there, staff: "solange", ...target },
          "customer",
          now,
        );
      const terms = { durationMinutes: 120, priceMinor: 9000, currency: "XAF" };
      const refused = { ok: false, reason: "terms.changed", terms };
      expect(await own({})).to.deep.equal(refused);
      const wrong = { durationMinutes: 120, priceMinor: 8000 };
      expect(await own({ expected: wrong })).to.deep.equal(refused);
      expect(await own({ expected: { ...terms, currency: "EUR" } })).to.deep.equal(refused);
      const result = await own({ expected: { durationMinutes: 120, priceMinor: 9000 } });
      if (!result.ok) throw new Error(result.reason);
      expect(result.booking.sold).to.include({ durationMinutes: 120, priceMinor: 9000 });
      expect(result.booking.endsAt).to.equal("2026-11-24T15:00:00Z");
    });

    it("stores what a booking of the version before must have been sold as", async () => {
      const result = await move();
      if (!result.ok) throw new Error(result.reason);
      expect(booking.sold).to.equal(undefined);
      expect(result.booking.sold).to.deep.equal(sold);
    });
  });
});
