import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { addDays } from "../../../contract/rules/calendar";
import type { Booking } from "../../../handlers/bookings/booking";
import { bookingLists } from "../../../handlers/bookings/lists";
import { cancelBookingAsAdmin } from "../../../handlers/bookings/operations/cancel-booking-as-admin";
import { listBookings } from "../../../handlers/bookings/operations/list-bookings";
import { bookingStore } from "../../../handlers/bookings/store";
import { aBooking, monday, now } from "../../support/bookings";
import { adminClaims, apiEvent, bodyOf } from "../../support/events";
import { business } from "../../support/fixture-business";
import { openTestTables, type TestTables } from "../../support/tables";

describe("the owner's lists on a real DynamoDB engine", function () {
  this.timeout(60_000);
  const times = ["09:00", "10:45", "14:00", "16:00"];
  const made: Booking[] = [];
  let tables: TestTables;

  before(async () => {
    tables = await openTestTables();
    process.env.BOOKINGS_TABLE = tables.names["data-bookings"];
    process.env.SLOTS_TABLE = tables.names["data-slots"];
    const store = bookingStore(tables.documents);
    for (let index = 0; index < 25; index++) {
      const booking = aBooking({
        bookingId: randomUUID(),
        // Two people work at the same times, so all but the id is the same.
        staff: index % 2 ? "petra" : "solange",
        appointmentTime: times[(index >> 1) % 4] as string,
        appointmentDate: addDays(monday, (index >> 3) * 3),
        customerEmail: index % 5 === 0 ? "often@example.com" : `once-${index}@example.com`,
        status: index % 3 === 0 ? "pending" : "confirmed",
      });
      expect(await store.create(booking, {}, now)).to.deep.equal({ ok: true });
      made.push(booking);
    }
  });
  after(async () => {
    delete process.env.BOOKINGS_TABLE;
    delete process.env.SLOTS_TABLE;
    await tables.close();
  });

  const pages = async (query: Record<string, string>) => {
    const list = listBookings(business, bookingLists(tables.documents), () => now);
    const found: Booking[][] = [];
    let cursor: string | undefined;
    do {
      const asked = { limit: "7", ...query, ...(cursor && { cursor }) };
      const reply = await list(apiEvent({ query: asked, claims: adminClaims }));
      expect(reply.statusCode).to.equal(200);
      found.push(bodyOf(reply).bookings);
      cursor = bodyOf(reply).cursor;
    } while (cursor);
    return found;
  };
  const idsOf = (bookings: readonly Booking[]) => bookings.map(({ bookingId }) => bookingId);

  it("show each of 25 bookings on several days exactly once, in order, seven at a time", async () => {
    const found = await pages({});
    expect(found.map((page) => page.length)).to.deep.equal([7, 7, 7, 4]);
    expect(idsOf(found.flat())).to.have.members(idsOf(made));
    const starts = found.flat().map(({ startsAt }) => startsAt);
    expect(starts).to.deep.equal([...starts].sort());
  });

  it("show each booking of one status, of some days, or of one customer exactly once", async () => {
    const pending = made.filter(({ status }) => status === "pending");
    expect(idsOf((await pages({ status: "pending", limit: "2" })).flat())).to.have.members(
      idsOf(pending),
    );
    const to = addDays(monday, 3);
    expect(idsOf((await pages({ from: monday, to })).flat())).to.have.members(
      idsOf(made.slice(0, 16)),
    );
    const often = made.filter((one) => one.customerEmail === "often@example.com");
    const found = await pages({ email: "often@example.com", limit: "2" });
    expect(found.map((page) => page.length)).to.deep.equal([2, 2, 1]);
    expect(idsOf(found.flat())).to.have.members(idsOf(often));
    expect(
      idsOf((await pages({ email: "often@example.com", from: to, to })).flat()),
    ).to.have.members(idsOf(often.filter(({ appointmentDate }) => appointmentDate === to)));
  });

  it("lets one of ten cancellations win, and its time can be booked again", async () => {
    const store = bookingStore(tables.documents);
    const [one] = made as [Booking];
    const cancel = cancelBookingAsAdmin(business, store, () => now);
    const event = apiEvent({ body: {}, path: { bookingId: one.bookingId }, claims: adminClaims });
    const replies = await Promise.all(Array.from({ length: 10 }, () => cancel(event)));
    const statuses = replies.map(({ statusCode }) => statusCode).sort();
    expect(statuses).to.deep.equal([200, ...Array(9).fill(409)]);
    const stored = await store.find(one.bookingId);
    expect(stored?.status).to.equal("cancelled");
    expect(stored?.history).to.have.length(2);
    const again = { ...one, bookingId: randomUUID() };
    expect(await store.create(again, {}, now)).to.deep.equal({ ok: true });
  });
});
