import { expect } from "chai";
import type { Booking } from "../../../handlers/bookings/booking";
import { cancelVisit } from "../../../handlers/bookings/cancel-visit";
import { aBooking, monday, now } from "../../support/bookings";
import { business } from "../../support/fixture-business";
import { FakeBookingStore } from "../../support/stores/fake-booking-store";

describe("cancelling a visit", () => {
  let store: FakeBookingStore;
  let booking: Booking;
  const cancel = (one = booking, at = now) => cancelVisit(business, store, one, at);

  beforeEach(async () => {
    store = new FakeBookingStore();
    booking = aBooking();
    await store.create(booking, {}, now);
  });

  it("frees its time and notes who cancelled", async () => {
    const result = await cancel();
    const stored = store.bookings.get(booking.bookingId);
    expect(result).to.deep.equal({ ok: true, booking: stored, cancelled: true });
    expect(stored?.history.at(-1)).to.deep.equal({ at: now, by: "customer", status: "cancelled" });
    const taken = await store.takenOn([{ staff: "petra", date: monday }]);
    expect(taken.get(`petra#${monday}`)).to.deep.equal([]);
  });

  it("changes nothing the second time, even when the visit would be over", async () => {
    await cancel();
    const stored = store.bookings.get(booking.bookingId) as Booking;
    expect(await cancel(stored, "2027-01-01T00:00:00Z")).to.deep.equal({
      ok: true,
      booking: stored,
      cancelled: false,
    });
    expect(store.bookings.get(booking.bookingId)).to.equal(stored);
  });

  it("gives both of two requests at the same moment the cancelled visit", async () => {
    const results = await Promise.all([cancel(), cancel()]);
    const stored = store.bookings.get(booking.bookingId);
    expect(results).to.deep.equal([
      { ok: true, booking: stored, cancelled: true },
      { ok: true, booking: stored, cancelled: false },
    ]);
  });

  it("is refused from the business's cut-off on, and still as it was where it is cancelled", async () => {
    const of = { booking: { ...business.booking, cancelUntilMinutes: 120 } };
    const cancelAt = (at: string) => cancelVisit(of, store, booking, at);
    const late = { ok: false, reason: "booking.cancel.late" };
    expect(booking.startsAt).to.equal("2026-11-23T09:00:00Z");
    expect(await cancelAt("2026-11-23T07:00:01Z")).to.deep.equal(late);
    expect(await cancelAt(booking.startsAt)).to.deep.include({ reason: "booking.unchangeable" });
    expect(await cancelAt("2026-11-23T07:00:00Z")).to.include({ ok: true, cancelled: true });
    const stored = store.bookings.get(booking.bookingId) as Booking;
    expect(await cancelVisit(of, store, stored, "2026-11-23T08:00:00Z")).to.include({
      ok: true,
      cancelled: false,
    });
  });

  it("is refused once the visit has begun or is no longer open", async () => {
    const refused = { ok: false, reason: "booking.unchangeable" };
    expect(await cancel(booking, booking.startsAt)).to.deep.equal(refused);
    for (const status of ["completed", "no_show", "rejected", "expired"] as const) {
      expect(await cancel({ ...booking, status }), status).to.deep.equal(refused);
    }
    expect(store.bookings.get(booking.bookingId)).to.equal(booking);
  });

  it("starts over where somebody changed the visit meanwhile", async () => {
    const result = await cancel({ ...booking, sequence: 7 });
    expect(result).to.include({ ok: true, cancelled: true });
    expect(store.bookings.get(booking.bookingId)?.status).to.equal("cancelled");
  });

  it("gives up where others keep changing the visit", async () => {
    store.changeStatus = async () => ({ ok: false, reason: "changed" });
    expect(await cancel()).to.deep.equal({ ok: false, reason: "booking.changed" });
    expect(store.bookings.get(booking.bookingId)).to.equal(booking);
  });
});
