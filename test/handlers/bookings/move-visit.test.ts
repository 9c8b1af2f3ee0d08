import { expect } from "chai";
import type { Booking } from "../../../handlers/bookings/booking";
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
      buckets: [56, 57, 58, 59, 60, 61, 62],
    });
    expect(result.booking.history.at(-1)).to.include({ by: "admin:petra", status: "confirmed" });
    expect(store.bookings.get(booking.bookingId)).to.deep.equal(result.booking);
  });

  it("changes nothing where it is there already, though its time is past the notice", async () => {
    const target = { staff: "petra", date: monday, time: "10:00" };
    const result = await move(target, "2026-11-23T08:59:00Z");
    expect(result).to.deep.equal({ ok: true, booking, moved: false });
    expect(store.bookings.get(booking.bookingId)).to.equal(booking);
  });

  it("gives both of two equal requests the visit that the faster one moved", async () => {
    const [one, other] = await Promise.all([move(), move()]);
    const stored = store.bookings.get(booking.bookingId);
    expect(one).to.deep.equal({ ok: true, booking: stored, moved: true });
    expect(other).to.deep.equal({ ok: true, booking: stored, moved: false });
    expect(stored?.history).to.have.length(2);
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
    });
    await store.create(other, {}, now);
    expect(await move()).to.deep.equal({ ok: false, reason: "taken" });
    store.busy = true;
    expect(await move({ time: "09:00" })).to.deep.equal({ ok: false, reason: "busy" });
    store.busy = false;
    expect(await move({ time: "09:00" }, now, { ...booking, sequence: 7 })).to.deep.equal({
      ok: false,
      reason: "busy",
    });
    expect(store.bookings.get(booking.bookingId)).to.equal(booking);
  });
});
