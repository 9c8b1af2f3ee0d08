import { expect } from "chai";
import type { Business } from "../../../../contract/business";
import type { Booking } from "../../../../handlers/bookings/booking";
import { getBooking } from "../../../../handlers/bookings/operations/get-booking";
import { getOwnAvailability } from "../../../../handlers/bookings/operations/get-own-availability";
import { rescheduleBooking } from "../../../../handlers/bookings/operations/reschedule-booking";
import { aBooking, monday, now } from "../../../support/bookings";
import { apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

describe("GET /booking/{bookingId}/availability", () => {
  let store: FakeBookingStore;
  let booking: Booking;
  const event = (parts: object = {}, token = "secret-token") =>
    apiEvent({
      path: { bookingId: booking.bookingId },
      headers: { "X-Manage-Token": token },
      query: { date: monday, days: "1" },
      ...parts,
    });
  const ask = (of: Business = business) => getOwnAvailability(of, store, () => now)(event());
  const seed = async (changes: Partial<Booking> = {}) => {
    booking = aBooking(changes);
    await store.create(booking, {}, now);
  };
  const withTerms: Business = {
    ...business,
    staff: business.staff.map((one) =>
      one.id === "solange"
        ? { ...one, terms: { cornrows: { durationMinutes: 120, price: 9000 } } }
        : one,
    ) as never,
  };

  beforeEach(async () => {
    store = new FakeBookingStore();
    await seed();
  });

  it("offers the visit's own time and what overlaps it, and every time that a move would take", async () => {
    const { days } = bodyOf(await ask());
    const petras = days[0].slots
      .filter(({ staff }: { staff: string[] }) => staff.includes("petra"))
      .map(({ time }: { time: string }) => time);
    expect(petras).to.include.members(["09:00", "09:30", "10:00", "10:30", "11:00"]);
    for (const time of petras) {
      store = new FakeBookingStore();
      await seed();
      const reply = await rescheduleBooking(
        business,
        store,
        () => now,
      )(event({ body: { date: monday, time } }));
      expect(reply.statusCode, time).to.equal(200);
    }
  });

  it("says beforehand that it has been moved as often as it may be", async () => {
    const show = async () =>
      bodyOf(await getBooking(business, store, () => now)(event({ query: {} })));
    expect(await show()).to.include({ movable: true, movesLeft: 5 });
    await store.changeStatus(booking, "confirmed", "admin:petra", now);
    await seed({ bookingId: "moved-often", appointmentTime: "16:00", ownMoves: 5 });
    expect(await show()).to.include({ movable: false, movesLeft: 0, changeable: true });
    const reply = await ask();
    expect(reply.statusCode).to.equal(409);
    expect(bodyOf(reply)).to.deep.equal({
      code: "moves.limit",
      error:
        "This appointment can no longer be moved online. To change its time, please call +237\u00a0651\u00a0844\u00a0664.",
    });
    const body = { date: monday, time: "14:00" };
    const moved = await rescheduleBooking(business, store, () => now)(event({ body }));
    expect(bodyOf(moved)).to.have.property("code", "moves.limit");
  });

  it("does not offer what somebody else holds", async () => {
    await store.create(aBooking({ bookingId: "other", appointmentTime: "14:00" }), {}, now);
    const { days } = bodyOf(await ask());
    const at = (wanted: string) =>
      days[0].slots.find(({ time }: { time: string }) => time === wanted)?.staff;
    expect(at("14:00")).to.deep.equal(["solange"]);
  });

  it("says who else can do it, with the length and the price of each", async () => {
    expect(bodyOf(await ask(withTerms)).people).to.deep.equal([
      { id: "petra", name: "Petra", durationMinutes: 90, priceMinor: 8000 },
      { id: "solange", name: "Solange", durationMinutes: 120, priceMinor: 9000 },
    ]);
  });

  it("keeps the length and price that were sold", async () => {
    const [cornrows] = business.services.filter(({ id }) => id === "cornrows");
    const dearer: Business = {
      ...business,
      services: [{ ...cornrows, durationMinutes: 60, price: 9900 } as never],
    };
    await seed({
      bookingId: "sold",
      appointmentTime: "14:00",
      sold: {
        services: [{ id: "cornrows", name: { en: "Cornrows", fr: "Nattes" } }],
        staffName: "Petra",
        durationMinutes: 90,
        bufferMinutes: 15,
        priceMinor: 8000,
        currency: "XAF",
      },
    });
    for (const person of bodyOf(await ask(dearer)).people) {
      expect(person).to.include({ durationMinutes: 90, priceMinor: 8000 });
    }
  });

  it("says of a visit that nobody does any more that it can be cancelled and not moved", async () => {
    await seed({ bookingId: "gone", service: ["gone"], appointmentTime: "14:00" });
    const own = bodyOf(await getBooking(business, store, () => now)(event()));
    expect(own).to.include({ changeable: true, movable: false });
    expect(own.sold.services).to.deep.equal([{ id: "gone", name: { en: "gone", fr: "gone" } }]);
    expect(own.sold).not.to.have.property("priceMinor");
    const reply = await ask();
    expect(reply.statusCode).to.equal(409);
    expect(bodyOf(reply).code).to.equal("booking.unchangeable");
  });

  it("shows a visit as it was sold though its person has left", async () => {
    const without: Business = { ...business, staff: [business.staff[0]] };
    await seed({
      bookingId: "left",
      staff: "solange",
      sold: {
        services: [{ id: "cornrows", name: { en: "Cornrows", fr: "Nattes" } }],
        staffName: "Solange",
        durationMinutes: 90,
        bufferMinutes: 15,
        priceMinor: 7500,
        currency: "XAF",
      },
    });
    const own = bodyOf(await getBooking(without, store, () => now)(event()));
    expect(own.sold).to.include({ staffName: "Solange", priceMinor: 7500 });
    expect(own.movable).to.equal(true);
    expect(bodyOf(await ask(without)).people).to.deep.equal([
      { id: "petra", name: "Petra", durationMinutes: 90, priceMinor: 7500 },
    ]);
  });

  it("wants the link's secret", async () => {
    const guess = await getOwnAvailability(business, store, () => now)(event({}, "guess"));
    expect(guess.statusCode).to.equal(403);
  });
});
