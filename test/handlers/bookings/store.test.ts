import { randomUUID } from "node:crypto";
import { GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Booking } from "../../../handlers/bookings/booking";
import { staffDayOf, takenBuckets } from "../../../handlers/bookings/diary/ledger";
import { bookingLists } from "../../../handlers/bookings/lists";
import { messageResults } from "../../../handlers/bookings/messages/message-results";
import { bookingStore } from "../../../handlers/bookings/store";
import { aBooking, monday, now } from "../../support/bookings";
import { describeBookingStore } from "../../support/stores/booking-store-contract";
import { describeMessageResults } from "../../support/stores/message-results-contract";
import { openTestTables, type TestTables } from "../../support/tables";

describe("the bookings on a real DynamoDB engine", function () {
  this.timeout(60_000);
  let tables: TestTables;

  before(async () => {
    tables = await openTestTables();
    process.env.BOOKINGS_TABLE = tables.names["data-bookings"];
    process.env.SLOTS_TABLE = tables.names["data-slots"];
  });
  after(async () => {
    delete process.env.BOOKINGS_TABLE;
    delete process.env.SLOTS_TABLE;
    await tables?.close();
  });
  beforeEach(() => tables.empty("data-bookings", "data-slots"));

  const booking = (time: string, service: string, changes: Partial<Booking> = {}) =>
    aBooking({ bookingId: randomUUID(), appointmentTime: time, service: [service], ...changes });
  const ledgerOf = async (staff = "petra", date: string = monday) => {
    const { Item } = await tables.documents.send(
      new GetCommand({
        TableName: process.env.SLOTS_TABLE,
        Key: { staffDay: staffDayOf(staff, date) },
        ConsistentRead: true,
      }),
    );
    return takenBuckets(Item);
  };
  const allBookings = async () => {
    const { Items } = await tables.documents.send(
      new ScanCommand({ TableName: process.env.BOOKINGS_TABLE, ConsistentRead: true }),
    );
    return Items as Booking[];
  };

  describe("in the store", () => {
    describeBookingStore(async () => ({
      ...bookingStore(tables.documents),
      ...bookingLists(tables.documents),
    }));
  });

  describe("with their message results", () => {
    describeMessageResults(async () => ({
      store: bookingStore(tables.documents),
      results: messageResults(tables.documents),
    }));
  });

  it("hold their buckets in the ledger under their own ids", async () => {
    const one = booking("10:00", "cornrows");
    await bookingStore(tables.documents).create(one, {}, now);
    const ledger = await ledgerOf();
    expect([...ledger]).to.have.deep.members(one.buckets.map((each) => [each, one.bookingId]));
  });

  it("get each time once, of 200 parallel overlapping ones of several lengths", async () => {
    const store = bookingStore(tables.documents);
    const lengths = ["take-down", "cornrows", "box-braids"];
    const starts = ["09:00", "09:30", "10:00", "11:00", "12:30", "13:00", "14:00"];
    const requests = Array.from({ length: 200 }, (_, index) =>
      booking(starts[index % 7] as string, lengths[index % 3] as string),
    );
    const results = await Promise.all(requests.map((one) => store.create(one, {}, now)));
    const winners = requests.filter((_, index) => results[index]?.ok);
    const held = winners.flatMap(({ buckets }) => buckets);
    expect(new Set(held).size, "no bucket is held twice").to.equal(held.length);
    for (const [index, one] of requests.entries()) {
      if (results[index]?.ok) continue;
      expect(
        one.buckets.some((bucket) => held.includes(bucket)),
        "every loser overlaps a winner",
      ).to.equal(true);
    }
    const ledger = await ledgerOf();
    expect([...ledger.keys()].sort((a, b) => a - b)).to.deep.equal(held.sort((a, b) => a - b));
    expect((await allBookings()).map(({ bookingId }) => bookingId).sort()).to.deep.equal(
      winners.map(({ bookingId }) => bookingId).sort(),
    );
  });
});
