import { expect } from "chai";
import type { Business } from "../../../../contract/business";
import { createBooking } from "../../../../handlers/bookings/operations/create-booking";
import { getAvailability } from "../../../../handlers/bookings/operations/get-availability";
import { monday, now, validRequest } from "../../../support/bookings";
import { apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

/** Solange does cornrows in two hours for 9,000, Petra as the list has it. */
const slower: Business = {
  ...business,
  staff: business.staff.map((one) =>
    one.id === "solange"
      ? { ...one, terms: { cornrows: { durationMinutes: 120, price: 9000 } } }
      : one,
  ) as never,
};
const usual = { durationMinutes: 90, priceMinor: 8000, currency: "XAF" };
const hers = { durationMinutes: 120, priceMinor: 9000, currency: "XAF" };

describe("what a customer expects of a visit", () => {
  let store: FakeBookingStore;
  const { staff: _, ...anyone } = validRequest;
  const post = (changes: object, of = slower, key?: string) =>
    createBooking(of, store, () => now, { autoConfirm: true })(
      apiEvent({ body: { ...anyone, ...changes }, headers: key ? { "Idempotency-Key": key } : {} }),
    );
  const booked = () => [...store.bookings.values()];

  beforeEach(() => {
    store = new FakeBookingStore();
  });

  it("is told with the free times, for each person who does it", async () => {
    const ask = (query: Record<string, string>) =>
      getAvailability(slower, store, () => now)(apiEvent({ query: { date: monday, ...query } }));
    expect(bodyOf(await ask({ service: "cornrows" })).people).to.deep.equal([
      { id: "petra", ...usual },
      { id: "solange", ...hers },
    ]);
    expect(bodyOf(await ask({}))).not.to.have.property("people");
  });

  it("has what the chosen options add", async () => {
    const locs = { service: "faux-locs", options: { "locs-length": "waist" } };
    const query = { date: monday, service: "faux-locs", options: "locs-length:waist" };
    const { people } = bodyOf(
      await getAvailability(business, store, () => now)(apiEvent({ query })),
    );
    const longer = { durationMinutes: 360, priceMinor: 41_000, currency: "XAF" };
    expect(people).to.deep.equal([{ id: "petra", ...longer }]);
    const refused = await post({ ...locs, expected: { ...longer, priceMinor: 35_000 } }, business);
    expect(bodyOf(refused)).to.deep.include({ code: "terms.changed", terms: longer });
    expect((await post({ ...locs, expected: longer }, business)).statusCode).to.equal(201);
  });

  it("is booked where it is so, and nothing where it is not: the answer has what it is now", async () => {
    for (const wrong of [
      { ...usual, priceMinor: 7500 },
      { ...usual, durationMinutes: 60 },
      { ...usual, currency: "EUR" },
      hers,
    ]) {
      const reply = await post({ staff: "petra", expected: wrong });
      expect(reply.statusCode).to.equal(409);
      expect(bodyOf(reply)).to.deep.include({ code: "terms.changed", terms: usual });
    }
    expect(booked()).to.deep.equal([]);
    expect((await post({ staff: "petra", expected: usual })).statusCode).to.equal(201);
    const { currency: __, ...inItsCurrency } = usual;
    const next = { staff: "petra", time: "13:00", expected: inItsCurrency };
    expect((await post(next)).statusCode).to.equal(201);
  });

  it("chooses among the people who are free, where anyone may do it", async () => {
    expect((await post({ expected: hers })).statusCode).to.equal(201);
    expect(booked()[0]).to.include({ staff: "solange" });
    const other = { phone: "6 70 00 00 09", email: "other@example.com" };
    expect((await post({ ...other, expected: usual })).statusCode).to.equal(201);
    expect(booked()[1]).to.include({ staff: "petra" });
  });

  it("asks first where only somebody else is left, and says what it is with them", async () => {
    await post({ staff: "petra" });
    const other = { phone: "6 70 00 00 09", email: "other@example.com" };
    const reply = await post({ ...other, expected: usual });
    expect(bodyOf(reply)).to.deep.include({ code: "terms.changed", terms: hers });
    expect((await post({ ...other, expected: hers })).statusCode).to.equal(201);
    const late = { phone: "6 70 00 00 08", email: "late@example.com", expected: usual };
    expect(bodyOf(await post(late)).code, "nobody is left").to.equal("taken");
  });

  it("makes no other request: what is booked is answered again, whatever has changed since", async () => {
    const key = "k".repeat(32);
    const first = bodyOf(await post({ expected: usual }, slower, key));
    const dearer: Business = {
      ...slower,
      services: slower.services.map((one) => ({ ...one, price: one.price + 500 })) as never,
    };
    for (const expected of [usual, { ...usual, priceMinor: 8500 }, undefined]) {
      const again = bodyOf(await post({ ...(expected && { expected }) }, dearer, key));
      expect(again.bookingId).to.equal(first.bookingId);
      expect(again.booking.sold.priceMinor).to.equal(8000);
    }
    expect(booked()).to.have.length(1);
  });

  it("refuses a copy of a refused request in the same way, with what it is now", async () => {
    const key = "r".repeat(32);
    const old = { staff: "petra", expected: { ...usual, priceMinor: 7500 } };
    for (let copy = 0; copy < 2; copy++) {
      const reply = await post(old, slower, key);
      expect(bodyOf(reply)).to.deep.include({ code: "terms.changed", terms: usual });
    }
    expect(booked()).to.deep.equal([]);
  });

  it("is accepted under a new key: the refused one stays refused for what it carried", async () => {
    const key = "a".repeat(32);
    await post({ staff: "petra", expected: { ...usual, priceMinor: 7500 } }, slower, key);
    const same = await post({ staff: "petra", expected: usual }, slower, key);
    expect(bodyOf(same).code).to.equal("idempotency.reused");
    const next = await post({ staff: "petra", expected: usual }, slower, "n".repeat(32));
    expect(next.statusCode).to.equal(201);
  });

  it("is refused as a mistake where it is none", async () => {
    for (const expected of [{}, { durationMinutes: 90 }, { ...usual, priceMinor: "8000" }, 8000]) {
      const reply = await post({ expected });
      expect(reply.statusCode, JSON.stringify(expected)).to.equal(400);
    }
    expect(booked()).to.deep.equal([]);
  });
});
