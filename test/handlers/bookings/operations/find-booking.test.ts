import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { createBooking } from "../../../../handlers/bookings/operations/create-booking";
import { findBooking } from "../../../../handlers/bookings/operations/find-booking";
import { now, validRequest } from "../../../support/bookings";
import { apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

describe("GET /booking", () => {
  let store: FakeBookingStore;
  const key: string = randomUUID();
  const find = (name: string | undefined = key, at = now) =>
    findBooking(
      business,
      store,
      () => at,
    )(apiEvent({ headers: name === undefined ? {} : { "Idempotency-Key": name } }));
  const post = (name = key) =>
    createBooking(business, store, () => now, { autoConfirm: true })(
      apiEvent({ body: validRequest, headers: { "Idempotency-Key": name } }),
    );

  beforeEach(() => {
    store = new FakeBookingStore();
  });

  it("answers what the request with that key booked, as it is now, and books nothing", async () => {
    const first = bodyOf(await post());
    const found = await find();
    expect(found.statusCode).to.equal(200);
    expect(found.headers).to.include({ "Cache-Control": "no-store" });
    expect(bodyOf(found)).to.deep.equal(first);
    const [booking] = store.bookings.values();
    if (!booking) throw new Error("Nothing is booked.");
    await store.changeStatus(booking, "cancelled", "customer", now);
    expect(bodyOf(await find()).booking.status).to.equal("cancelled");
    expect(store.bookings.size).to.equal(1);
  });

  it("answers 404 to a key that booked nothing, and still does when it is asked again", async () => {
    for (let repeat = 0; repeat < 2; repeat++) {
      const reply = await find();
      expect(reply.statusCode).to.equal(404);
      expect(bodyOf(reply).code).to.equal("not-found");
    }
    expect(store.bookings.size).to.equal(0);
    expect((await post()).statusCode).to.equal(201);
  });

  it("knows the key until a day after the visit", async () => {
    await post();
    expect((await find(key, "2026-11-24T10:30:00Z")).statusCode).to.equal(200);
    expect((await find(key, "2026-11-24T10:30:01Z")).statusCode).to.equal(404);
  });

  it("wants a key that nobody guesses, though a shorter one books", async () => {
    await post("key-12345678");
    for (const short of ["key-12345678", "", undefined, "x".repeat(65)]) {
      const reply = await findBooking(
        business,
        store,
        () => now,
      )(apiEvent({ headers: short === undefined ? {} : { "Idempotency-Key": short } }));
      expect(bodyOf(reply).code, String(short)).to.equal("idempotency.invalid");
    }
  });
});
