import { expect } from "chai";
import { addDays } from "../../../../contract/rules/calendar";
import type { Booking } from "../../../../handlers/bookings/booking";
import { oweMessage } from "../../../../handlers/bookings/messages/owed";
import { listBookings } from "../../../../handlers/bookings/operations/list-bookings";
import { listCustomers } from "../../../../handlers/bookings/operations/list-customers";
import { aBooking, now } from "../../../support/bookings";
import { adminClaims, apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

const today = "2026-11-21";

describe("the owner's lists", () => {
  let store: FakeBookingStore;
  const clock = () => now;
  const owed = {
    since: async (moment: string) =>
      [...store.bookings.values()].filter(({ owedSince = "9" }) => owedSince <= moment),
  };
  const seed = (bookingId: string, appointmentDate: string, changes: Partial<Booking> = {}) =>
    store.bookings.set(bookingId, aBooking({ bookingId, appointmentDate, ...changes }));
  const bookings = (query: Record<string, string> = {}) =>
    listBookings(business, store, clock, owed)(apiEvent({ query, claims: adminClaims }));
  const customers = (query: Record<string, string> = {}) =>
    listCustomers(business, store, clock)(apiEvent({ query, claims: adminClaims }));
  const ids = async (query?: Record<string, string>) =>
    bodyOf(await bookings(query)).bookings.map((one: Booking) => one.bookingId);

  beforeEach(() => {
    store = new FakeBookingStore();
  });

  it("show today and the thirty days after it where no day is asked for", async () => {
    for (const days of [-1, 0, 30, 31]) seed(`in-${days}`, addDays(today, days));
    expect(await ids()).to.deep.equal(["in-0", "in-30"]);
    expect(await ids({ from: addDays(today, -1) })).to.deep.equal(["in--1", "in-0"]);
    expect(await ids({ to: today })).to.deep.equal(["in-0"]);
  });

  it("go over 92 days at most, forwards", async () => {
    const from = today;
    expect((await bookings({ from, to: addDays(from, 92) })).statusCode).to.equal(200);
    for (const list of [bookings, customers]) {
      const far = await list({ from, to: addDays(from, 93) });
      expect(far.statusCode).to.equal(400);
      expect(bodyOf(far).fields).to.deep.equal({ to: "Choose a period of at most 92 days." });
      const back = await list({ from, to: addDays(from, -1) });
      expect(back.statusCode).to.equal(400);
      expect(bodyOf(back).fields).to.have.all.keys("to");
    }
  });

  it("show on any day what customers have been owed for five minutes, and what is owed to nobody else", async () => {
    const owes = (owedSince: string) => ({ ...oweMessage("confirmation", owedSince) });
    seed("later", "2027-06-01", owes("2026-11-21T07:55:00Z"));
    seed("soon", "2026-11-22", owes("2026-11-20T07:00:00Z"));
    seed("new", "2026-11-22", owes("2026-11-21T07:55:01Z"));
    seed("told", "2026-11-22");
    expect(await ids({ late: "true" })).to.deep.equal(["soon", "later"]);
    const first = bodyOf(await bookings({ late: "true", limit: "1" }));
    expect(await ids({ late: "true", limit: "1", cursor: first.cursor })).to.deep.equal(["later"]);
    const wrong = await bookings({ late: "yes" });
    expect(bodyOf(wrong).fields).to.deep.equal({ late: "Write true, or leave it out." });
  });

  it("show one status alone, in pages that are full", async () => {
    for (let index = 0; index < 12; index++) {
      const status = index % 2 ? "pending" : "confirmed";
      seed(`b-${String(index).padStart(2, "0")}`, addDays(today, index), { status });
    }
    const first = bodyOf(await bookings({ status: "pending", limit: "4" }));
    expect(first.bookings.map((one: Booking) => one.bookingId)).to.deep.equal([
      "b-01",
      "b-03",
      "b-05",
      "b-07",
    ]);
    const next = bodyOf(await bookings({ status: "pending", limit: "4", cursor: first.cursor }));
    expect(next.bookings.map((one: Booking) => one.bookingId)).to.deep.equal(["b-09", "b-11"]);
    expect(next).not.to.have.property("cursor");
  });

  it("show every booking of one customer by e-mail, whenever it was", async () => {
    seed("old", "2020-01-06", { status: "completed" });
    seed("new", addDays(today, 5));
    seed("other", addDays(today, 5), { customerEmail: "other@example.com" });
    expect(await ids({ email: " AWA@example.com " })).to.deep.equal(["old", "new"]);
    expect(await ids({ email: "awa@example.com", from: today })).to.deep.equal(["new"]);
    expect(await ids({ email: "awa@example.com", status: "completed" })).to.deep.equal(["old"]);
    const page = bodyOf(await bookings({ email: "awa@example.com", limit: "1" }));
    expect(Buffer.from(page.cursor, "base64url").toString()).not.to.include("@");
    const query = { email: "awa@example.com", limit: "1", cursor: page.cursor };
    expect(await ids(query)).to.deep.equal(["new"]);
  });

  it("refuse a cursor that is broken or outside the days", async () => {
    const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const last = { appointmentDate: today, appointmentTime: "10:00", bookingId: "b" };
    expect((await bookings({ cursor: text(last) })).statusCode).to.equal(200);
    const broken = [
      "nonsense",
      text({ ...last, appointmentDate: "2026-13-40" }),
      text({ ...last, appointmentDate: "2020-01-01" }),
      text({ ...last, appointmentDate: "2030-01-01" }),
      text({ bookingId: "b" }),
    ];
    for (const cursor of broken) {
      const reply = await bookings({ cursor });
      expect(reply.statusCode).to.equal(400);
      expect(bodyOf(reply).fields).to.have.all.keys("cursor");
    }
  });

  it("never show a customer's secret link", async () => {
    seed("one", today);
    for (const reply of [await bookings(), await customers()]) {
      expect(reply.statusCode).to.equal(200);
      expect(reply.headers?.["Cache-Control"]).to.equal("no-store");
      expect(reply.body).not.to.match(/secret-token|manageToken|siteOrigin|www\.example\.com/);
    }
  });

  it("know a customer by the latest booking, and count visits and no-shows", async () => {
    seed("first", addDays(today, -20), { status: "no_show", createdAt: "2026-10-01T08:00:00Z" });
    seed("second", addDays(today, -3), {
      status: "completed",
      createdAt: "2026-11-01T08:00:00Z",
      customerName: "Awa Ngo Mballa",
      customerEmail: "new@example.com",
    });
    seed("other", addDays(today, 40), {
      customerId: "c-2",
      customerName: "Aline",
      customerPhone: "+237651000000",
      customerEmail: undefined,
    } as never);
    seed("long-ago", addDays(today, -40), { customerId: "c-3" });
    expect(bodyOf(await customers())).to.deep.equal({
      customers: [
        {
          customerId: "c-2",
          name: "Aline",
          phone: "+237651000000",
          bookings: 1,
          noShows: 0,
          lastVisit: addDays(today, 40),
        },
        {
          customerId: "c-1",
          name: "Awa Ngo Mballa",
          email: "new@example.com",
          phone: "+237651844664",
          bookings: 2,
          noShows: 1,
          lastVisit: addDays(today, -3),
        },
      ],
    });
    const known = bodyOf(await customers({ email: "awa@example.com" })).customers;
    expect(known.map((one: { customerId: string }) => one.customerId)).to.have.members([
      "c-1",
      "c-3",
    ]);
  });

  it("are the owner's alone", async () => {
    seed("one", today);
    for (const operation of [
      listBookings(business, store, clock, owed),
      listCustomers(business, store, clock),
    ]) {
      expect((await operation(apiEvent())).statusCode).to.equal(401);
      const reply = await operation(apiEvent({ claims: { sub: "somebody" } }));
      expect(reply.statusCode).to.equal(403);
      expect(reply.body).not.to.include("Awa");
    }
  });
});
