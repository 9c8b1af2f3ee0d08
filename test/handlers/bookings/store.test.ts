import { randomUUID } from "node:crypto";
import { GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { addDays } from "../../../contract/rules/calendar";
import { appointmentFor, type Booking } from "../../../handlers/bookings/booking";
import { quartersOf, timeHeld } from "../../../handlers/bookings/diary/held";
import { staffDayOf, takenTimes } from "../../../handlers/bookings/diary/ledger";
import { linkRequests } from "../../../handlers/bookings/link-requests";
import { bookingLists } from "../../../handlers/bookings/lists";
import { messageResults } from "../../../handlers/bookings/messages/message-results";
import { bookingStore } from "../../../handlers/bookings/store";
import { aBooking, monday, now } from "../../support/bookings";
import { business } from "../../support/fixture-business";
import { describeBookingStore } from "../../support/stores/booking-store-contract";
import { describeMessageResults } from "../../support/stores/message-results-contract";
import { useTestTables } from "../../support/tables";

describe("the bookings on a real DynamoDB engine", function () {
  this.timeout(60_000);
  const tables = useTestTables("bookings", "slots");

  const booking = (time: string, service: string, changes: Partial<Booking> = {}) =>
    aBooking({ bookingId: randomUUID(), appointmentTime: time, service: [service], ...changes });
  const ledgerOf = async (staff = "petra", date: string = monday) => {
    const { Item } = await tables().documents.send(
      new GetCommand({
        TableName: process.env.SLOTS_TABLE,
        Key: { staffDay: staffDayOf(staff, date) },
        ConsistentRead: true,
      }),
    );
    return takenTimes(Item);
  };
  const allBookings = async () => {
    const { Items } = await tables().documents.send(
      new ScanCommand({ TableName: process.env.BOOKINGS_TABLE, ConsistentRead: true }),
    );
    return Items as Booking[];
  };

  describe("in the store", () => {
    describeBookingStore(async () => ({
      ...bookingStore(tables().documents),
      ...bookingLists(tables().documents),
    }));
  });

  describe("whose links are wanted again", () => {
    const requests = () => linkRequests(tables().documents);
    const everybody = () => true;
    const ask = (kind: "phone" | "email", value: string, at = now, isReachable = everybody) =>
      requests().ask({ kind, value }, isReachable, at);
    const asked = async () =>
      (await allBookings())
        .filter(({ linksAsked }) => linksAsked !== undefined)
        .map(({ customerName, linksAsked }) => `${customerName} ${linksAsked}`)
        .sort();
    const make = async (time: string, changes: Partial<Booking> = {}) => {
      const one = booking(time, "cornrows", changes);
      await bookingStore(tables().documents).create(one, {}, now);
      return one;
    };

    it("notes it on each coming visit with that contact, and on no other one", async () => {
      await make("09:00", { customerName: "Awa" });
      await make("11:00", { customerName: "Same number", customerEmail: "other@example.com" });
      const over = await make("13:00", { customerName: "Cancelled" });
      await bookingStore(tables().documents).changeStatus(over, "cancelled", "customer", now);
      await make("15:00", { customerName: "Stranger", customerPhone: "+237650000001" });
      expect(await ask("email", "other@example.com")).to.equal(1);
      expect(await asked()).to.deep.equal(["Same number 1"]);
      expect(await ask("phone", "+237651844664")).to.equal(2);
      expect(await asked()).to.deep.equal(["Awa 1", "Same number 2"]);
    });

    it("does so three times a day for one contact", async () => {
      await make("09:00", { customerName: "Awa" });
      for (const wanted of [1, 1, 1, 0, 0]) {
        expect(await ask("phone", "+237651844664")).to.equal(wanted);
      }
      expect(await asked()).to.deep.equal(["Awa 3"]);
      expect(await ask("phone", "+237651844664", "2026-11-22T08:00:00Z")).to.equal(1);
    });

    it("counts as many as it may where the wishes come together", async () => {
      await make("09:00", { customerName: "Awa" });
      await Promise.all(Array.from({ length: 8 }, () => ask("email", "awa@example.com")));
      const [once] = await asked();
      expect(Number(once?.split(" ").at(-1)))
        .to.be.at.least(1)
        .and.at.most(3);
    });

    it("leaves those alone that nothing can reach, or that are over, and writes nothing then", async () => {
      await make("09:00");
      expect(await ask("phone", "+237651844664", now, () => false)).to.equal(0);
      expect(await ask("phone", "+237651844664", "2026-11-24T08:00:00Z")).to.equal(0);
      expect(await ask("email", "nobody@example.com")).to.equal(0);
      expect(await asked()).to.deep.equal([]);
    });
  });

  it("reads what the release before it stored: requests, and visits that no contact lists", async () => {
    const store = bookingStore(tables().documents);
    const one = booking("10:00", "cornrows");
    const { sold: _, held: __, ...stored } = one;
    const reply = { status: "success", bookingId: one.bookingId, message: "m", manageUrl: "u" };
    for (const [TableName, Item] of [
      [process.env.BOOKINGS_TABLE, stored],
      [
        process.env.SLOTS_TABLE,
        Object.fromEntries([
          ["staffDay", staffDayOf("petra", monday)],
          ...one.buckets.map((bucket) => [`b${bucket}`, one.bookingId]),
        ]),
      ],
      [
        process.env.SLOTS_TABLE,
        {
          staffDay: "idempotency#key-12345678",
          bodyHash: "hash",
          reply: JSON.stringify(reply),
          expiresAt: Date.parse(now) / 1000 + 86_400,
        },
      ],
    ] as const) {
      await tables().documents.send(new PutCommand({ TableName, Item }));
    }
    expect(await store.replay("key-12345678", now)).to.deep.include({ bodyHash: "hash", reply });
    const found = await store.find(one.bookingId);
    expect(found).to.deep.equal(stored);
    const moved = await store.move(
      found as Booking,
      { ...one, appointmentTime: "14:00", buckets: [56, 57, 58, 59, 60, 61, 62] },
      "customer",
      now,
      { forAnother: false },
    );
    if (!moved.ok) throw new Error(moved.reason);
    const cancelled = await store.changeStatus(moved.booking, "cancelled", "customer", now);
    expect(cancelled).to.have.property("ok", true);
    expect(await ledgerOf()).to.deep.equal([]);
  });

  describe("with their message results", () => {
    describeMessageResults(async () => ({
      store: bookingStore(tables().documents),
      results: messageResults(tables().documents),
    }));
  });

  it("hold their time in the ledger under their own ids", async () => {
    const one = booking("10:00", "cornrows");
    await bookingStore(tables().documents).create(one, {}, now);
    expect(await ledgerOf()).to.deep.equal([{ from: 600, to: 705, bookingId: one.bookingId }]);
  });

  it("are confirmed by a function that does not know the ledger", async () => {
    const store = bookingStore(tables().documents);
    const one = booking("10:00", "cornrows", { status: "pending" });
    await store.create(one, {}, now);
    const known = process.env.SLOTS_TABLE;
    delete process.env.SLOTS_TABLE;
    try {
      const result = await store.changeStatus(one, "confirmed", "admin:petra", now);
      expect(result).to.have.property("ok", true);
    } finally {
      process.env.SLOTS_TABLE = known;
    }
  });

  /** A visit of some minutes on a day of its own for each round. */
  const lasting = (round: number, time: string, durationMinutes: number) => {
    const date = addDays(monday, round);
    return booking(time, "cornrows", {
      ...appointmentFor(business, "petra", date, time, durationMinutes),
      ...timeHeld(time, { durationMinutes, bufferMinutes: 0 }),
      customerPhone: `+2376${60_000_000 + phones++}`,
      customerEmail: undefined,
    });
  };
  let phones = 0;
  const createAll = async (made: readonly Booking[]) => {
    const store = bookingStore(tables().documents);
    const results = await Promise.all(made.map((one) => store.create(one, {}, now)));
    return results.map((result) => (result.ok ? "ok" : result.reason));
  };

  it("are long or short at the same moment, never both at one time", async () => {
    const winners = new Set<string>();
    for (let round = 0; round < 30; round++) {
      const made = [
        ...["09:00", "13:05", "17:20"].map((time) => lasting(round, time, 25)),
        lasting(round, "08:00", 720),
      ];
      const order = round % 2 === 0 ? made : made.toReversed();
      const results = await createAll(order);
      const [long, shorts] =
        round % 2 === 0 ? [results.at(-1), results.slice(0, 3)] : [results[0], results.slice(1)];
      expect(new Set(shorts).size, String(results)).to.equal(1);
      expect([long, shorts[0]], String(results)).to.have.members(["ok", "taken"]);
      winners.add(long === "ok" ? "long" : "short");
    }
    expect([...winners].sort()).to.deep.equal(["long", "short"]);
  });

  it("are long in peace beside short ones of the same day that leave it its time", async () => {
    for (let round = 0; round < 15; round++) {
      const around = ["06:10", "07:35", "20:05", "21:10"].map((time) => lasting(round, time, 25));
      const results = await createAll([...around, lasting(round, "08:00", 720)]);
      expect(results).to.deep.equal(["ok", "ok", "ok", "ok", "ok"]);
    }
  });

  it("are booked and freed at the same moment as their neighbours in a quarter of an hour", async () => {
    const store = bookingStore(tables().documents);
    const times = ["09:00", "09:05", "09:10", "09:15", "09:20", "09:25"];
    for (let round = 0; round < 10; round++) {
      const made = times.map((time) => lasting(round, time, 5));
      expect(new Set(await createAll(made))).to.deep.equal(new Set(["ok"]));
      const freed = await Promise.all(
        made.map((one) => store.changeStatus(one, "cancelled", "customer", now)),
      );
      expect(freed.map(({ ok }) => ok)).to.deep.equal(times.map(() => true));
      expect(await ledgerOf("petra", addDays(monday, round))).to.deep.equal([]);
    }
  });

  it("have a minute once, though its quarter is shared and a long one does not name it", async () => {
    for (let round = 0; round < 40; round++) {
      expect(await createAll([lasting(round, "07:55", 10)])).to.deep.equal(["ok"]);
      const both = [lasting(round, "08:05", 5), lasting(round, "08:05", 720)];
      const results = await createAll(round % 2 === 0 ? both : both.toReversed());
      expect(results).to.have.members(["ok", "taken"]);
    }
  });

  it("get each time once, of 200 parallel overlapping ones of several lengths", async () => {
    const store = bookingStore(tables().documents);
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
    const ledger = (await ledgerOf()).flatMap(({ from, to }) => quartersOf([[from, to]]));
    expect(ledger).to.deep.equal(held.sort((a, b) => a - b));
    expect((await allBookings()).map(({ bookingId }) => bookingId).sort()).to.deep.equal(
      winners.map(({ bookingId }) => bookingId).sort(),
    );
  });
});
