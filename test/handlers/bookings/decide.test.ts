import { expect } from "chai";
import type { Booking } from "../../../handlers/bookings/booking";
import { decide } from "../../../handlers/bookings/decide";
import { aBooking, now } from "../../support/bookings";
import { FakeBookingStore } from "../../support/stores/fake-booking-store";

describe("deciding on a booking", () => {
  let store: FakeBookingStore;
  const seed = async (status: Booking["status"]) => {
    const booking = aBooking({ status });
    store = new FakeBookingStore();
    await store.create(booking, {}, now);
    return booking;
  };

  beforeEach(() => {
    store = new FakeBookingStore();
  });

  it("gives it the status that the status machine allows, with who decided", async () => {
    const { bookingId } = await seed("pending");
    const result = await decide(store, bookingId, "confirmed", "admin:petra", now);
    const stored = store.bookings.get(bookingId);
    expect(result).to.deep.equal({ ok: true, booking: stored });
    expect(stored?.history.at(-1)).to.deep.equal({
      at: now,
      by: "admin:petra",
      status: "confirmed",
    });
  });

  it("says which status stands in the way of one that it does not allow", async () => {
    for (const status of ["pending", "cancelled", "completed"] as const) {
      const booking = await seed(status);
      const result = await decide(store, booking.bookingId, "no_show", "admin:petra", now);
      expect(result).to.deep.equal({ ok: false, reason: `booking.is.${status}` });
      expect(store.bookings.get(booking.bookingId)).to.equal(booking);
    }
  });

  it("takes a decision that is sent again with its key for the one that it was", async () => {
    const { bookingId } = await seed("pending");
    const go = (to: "confirmed" | "cancelled", key?: string) =>
      decide(store, bookingId, to, "admin:petra", now, key);
    const first = await go("confirmed", "key-1");
    expect(first).to.have.property("ok", true);
    expect(await go("confirmed", "key-1")).to.deep.equal(first);
    const already = { ok: false, reason: "booking.is.confirmed" };
    expect(await go("confirmed", "key-2")).to.deep.equal(already);
    expect(await go("confirmed")).to.deep.equal(already);
    expect(store.bookings.get(bookingId)?.history).to.have.length(2);
    await go("cancelled");
    expect(await go("confirmed", "key-1")).to.have.property("ok", false);
  });

  it("gives every copy of a decision that comes at the same moment the same answer", async () => {
    const { bookingId } = await seed("pending");
    const copies = await Promise.all(
      [1, 2, 3].map(() => decide(store, bookingId, "confirmed", "admin:petra", now, "key-1")),
    );
    for (const copy of copies) expect(copy).to.deep.equal(copies[0]);
    expect(copies[0]).to.have.property("ok", true);
  });

  it("finds no booking under an unknown id", async () => {
    const result = await decide(store, "no-such-booking", "confirmed", "admin:petra", now);
    expect(result).to.deep.equal({ ok: false, reason: "not-found" });
  });

  it("does not decide on what somebody changed meanwhile", async () => {
    const booking = await seed("pending");
    store.find = async () => ({ ...booking, sequence: -1 });
    const result = await decide(store, booking.bookingId, "confirmed", "admin:petra", now);
    expect(result).to.deep.equal({ ok: false, reason: "booking.changed" });
    expect(store.bookings.get(booking.bookingId)).to.equal(booking);
  });
});
