import { randomUUID } from "node:crypto";
import { GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { visitOf } from "../../../contract/rules/visit";
import { appointment, type Booking } from "../../../handlers/bookings/booking";
import { staffDayOf, takenBuckets } from "../../../handlers/bookings/diary/ledger";
import { bucketsOf } from "../../../handlers/bookings/diary/slots";
import type { MessageStatus } from "../../../handlers/bookings/messages/message";
import { messageResults } from "../../../handlers/bookings/messages/message-results";
import {
  type BookingStore,
  bookingStore,
  type Idempotency,
} from "../../../handlers/bookings/store";
import { aBooking, monday, now } from "../../support/bookings";
import { business } from "../../support/fixture-business";
import { openTestTables, type TestTables } from "../../support/tables";

describe("the booking store on a real DynamoDB engine", function () {
  this.timeout(60_000);
  let tables: TestTables;
  let store: BookingStore;
  const day = { staff: "petra", date: monday };

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

  before(async () => {
    tables = await openTestTables();
  });
  after(async () => {
    delete process.env.BOOKINGS_TABLE;
    delete process.env.SLOTS_TABLE;
    await tables.close();
  });
  beforeEach(async () => {
    process.env.BOOKINGS_TABLE = tables.names["data-bookings"];
    process.env.SLOTS_TABLE = tables.names["data-slots"];
    store = bookingStore(tables.documents);
    // Every test gets a day of its own by starting from empty tables.
    for (const name of ["BOOKINGS_TABLE", "SLOTS_TABLE"] as const) {
      await emptyTable(tables, process.env[name] as string);
    }
  });

  it("writes a booking and takes exactly its quarters", async () => {
    const one = booking("10:00", "cornrows");
    expect(await store.create(one, undefined, now)).to.deep.equal({ ok: true });
    expect(await store.find(one.bookingId)).to.deep.equal(one);
    const ledger = await ledgerOf();
    expect([...ledger.keys()].sort((a, b) => a - b)).to.deep.equal([40, 41, 42, 43, 44, 45, 46]);
    expect(new Set(ledger.values())).to.deep.equal(new Set([one.bookingId]));
    const taken = await store.takenOn([day, { staff: "solange", date: monday }]);
    expect(taken.get(staffDayOf("petra", monday))?.size).to.equal(7);
    expect(taken.get(staffDayOf("solange", monday))?.size).to.equal(0);
  });

  it("refuses an 11:00 visit while a four-hour one from 10:00 holds the time, and writes nothing", async () => {
    await store.create(booking("10:00", "box-braids"), undefined, now);
    const late = booking("11:00", "take-down");
    expect(await store.create(late, undefined, now)).to.deep.equal({ ok: false, reason: "taken" });
    expect(await store.find(late.bookingId)).to.equal(undefined);
    expect([...(await ledgerOf()).values()]).not.to.include(late.bookingId);
  });

  it("lets exactly one of 200 parallel overlapping bookings of several lengths have each time", async () => {
    const lengths = ["take-down", "cornrows", "box-braids"];
    const starts = ["09:00", "09:30", "10:00", "11:00", "12:30", "13:00", "14:00"];
    const requests = Array.from({ length: 200 }, (_, index) =>
      booking(starts[index % 7] as string, lengths[index % 3] as string),
    );
    const results = await Promise.all(requests.map((one) => store.create(one, undefined, now)));
    const winners = requests.filter((_, index) => results[index]?.ok);
    const held = winners.flatMap(({ buckets }) => buckets);
    expect(new Set(held).size, "no quarter is held twice").to.equal(held.length);
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

  it("frees exactly its own time on cancelling, and the time can be booked again", async () => {
    const one = booking("10:00", "cornrows");
    const next = booking("12:00", "cornrows");
    await store.create(one, undefined, now);
    await store.create(next, undefined, now);
    const result = await store.changeStatus(one, "cancelled", "customer", now);
    expect(result.ok).to.equal(true);
    expect(new Set((await ledgerOf()).values())).to.deep.equal(new Set([next.bookingId]));
    const stored = await store.find(one.bookingId);
    expect(stored).to.include({ status: "cancelled", sequence: 1 });
    expect(stored?.history.at(-1)).to.deep.equal({ at: now, by: "customer", status: "cancelled" });
    const again = booking("10:00", "cornrows");
    expect(await store.create(again, undefined, now)).to.deep.equal({ ok: true });
  });

  it("does not cancel a booking that somebody changed since it was read", async () => {
    const one = booking("10:00", "cornrows");
    await store.create(one, undefined, now);
    await store.changeStatus(one, "cancelled", "customer", now);
    const taker = booking("10:00", "cornrows");
    await store.create(taker, undefined, now);
    const late = await store.changeStatus(one, "cancelled", "customer", now);
    expect(late).to.deep.equal({ ok: false, reason: "changed" });
    expect(new Set((await ledgerOf()).values())).to.deep.equal(new Set([taker.bookingId]));
  });

  it("keeps the time of a visit that was completed or missed", async () => {
    const one = booking("10:00", "cornrows");
    await store.create(one, undefined, now);
    await store.changeStatus(one, "completed", "admin:petra", now);
    expect((await ledgerOf()).size).to.equal(7);
  });

  it("moves there and back, to another day, another person, and into its own time", async () => {
    let one = booking("10:00", "cornrows");
    await store.create(one, undefined, now);
    const visit = visitOf(business, one.service);
    const move = async (staff: string, date: string, time: string) => {
      const to = appointment(business, staff, date, time, one.service);
      const result = await store.move(one, to, bucketsOf(time, visit), "customer", now);
      if (!result.ok) throw new Error(result.reason);
      one = result.booking;
    };
    await move("petra", "2026-11-24", "14:00");
    expect((await ledgerOf()).size, "the old day is free").to.equal(0);
    expect((await ledgerOf("petra", "2026-11-24")).size).to.equal(7);
    await move("petra", monday, "10:00");
    await move("petra", monday, "10:30");
    expect([...(await ledgerOf()).keys()].sort((a, b) => a - b)[0]).to.equal(42);
    expect((await ledgerOf()).size).to.equal(7);
    await move("solange", monday, "10:30");
    expect((await ledgerOf()).size).to.equal(0);
    const stored = await store.find(one.bookingId);
    expect(stored).to.deep.equal(one);
    expect(stored).to.include({ staff: "solange", sequence: 4 });
    expect(stored?.history).to.have.length(5);
  });

  it("stays where it is when the wanted time is taken", async () => {
    const one = booking("10:00", "cornrows");
    const other = booking("14:00", "cornrows");
    await store.create(one, undefined, now);
    await store.create(other, undefined, now);
    const to = appointment(business, "petra", monday, "13:00", one.service);
    const buckets = bucketsOf("13:00", visitOf(business, one.service));
    expect(await store.move(one, to, buckets, "customer", now)).to.deep.equal({
      ok: false,
      reason: "taken",
    });
    expect(await store.find(one.bookingId)).to.deep.equal(one);
    expect((await ledgerOf()).size).to.equal(14);
  });

  it("lets one of two moves win when both start from the same reading", async () => {
    const one = booking("10:00", "cornrows");
    await store.create(one, undefined, now);
    const move = (time: string) =>
      store.move(
        one,
        appointment(business, "petra", monday, time, one.service),
        bucketsOf(time, visitOf(business, one.service)),
        "customer",
        now,
      );
    const results = await Promise.all([move("13:00"), move("15:00")]);
    expect(results.filter(({ ok }) => ok)).to.have.length(1);
    expect((await ledgerOf()).size).to.equal(7);
  });

  describe("with an Idempotency-Key", () => {
    const idempotency = (changes: Partial<Idempotency> = {}): Idempotency => ({
      key: "key-12345678",
      bodyHash: "hash",
      reply: { status: "success", bookingId: "first", message: "m", manageUrl: "u" },
      ...changes,
    });

    it("remembers the answer for a day and gives it to the same body only", async () => {
      await store.create(booking("10:00", "cornrows"), idempotency(), now);
      const same = await store.replay("key-12345678", "hash", now);
      expect(same).to.deep.equal({ ok: false, reason: "seen", replay: idempotency().reply });
      expect(await store.replay("key-12345678", "other", now)).to.deep.equal({
        ok: false,
        reason: "seen",
      });
      expect(await store.replay("key-12345678", "hash", "2026-11-22T08:00:01Z")).to.equal(
        undefined,
      );
      expect(await store.replay("another-key", "hash", now)).to.equal(undefined);
    });

    it("books once when twins arrive together", async () => {
      const twins = Array.from({ length: 10 }, () => booking("10:00", "cornrows"));
      const results = await Promise.all(twins.map((one) => store.create(one, idempotency(), now)));
      expect(results.filter(({ ok }) => ok)).to.have.length(1);
      for (const result of results) {
        if (!result.ok) expect(result.reason).to.equal("seen");
      }
      expect(await allBookings()).to.have.length(1);
    });

    it("takes a key again after its day is over", async () => {
      await store.create(booking("10:00", "cornrows"), idempotency(), now);
      const later = "2026-11-22T08:00:01Z";
      const result = await store.create(booking("14:00", "cornrows"), idempotency(), later);
      expect(result).to.deep.equal({ ok: true });
    });
  });

  it("keeps what became of each mail on the booking, and begins a mail only once", async () => {
    const one = booking("10:00", "cornrows");
    await store.create(one, undefined, now);
    const results = messageResults(tables.documents);
    expect(await results.begin(one.bookingId, "confirmation-0", now)).to.equal(true);
    expect(await results.begin(one.bookingId, "confirmation-0", now), "cut off").to.equal(true);
    const sent = { status: "sent", at: now, messageId: "m-1" } as const;
    await results.finish(one.bookingId, "confirmation-0", sent);
    expect(await results.begin(one.bookingId, "confirmation-0", now)).to.equal(false);
    expect(await results.begin("no-such-booking", "confirmation-0", now)).to.equal(false);
    expect((await store.find(one.bookingId))?.mail).to.deep.equal({ "confirmation-0": sent });
    expect(await store.find("no-such-booking")).to.equal(undefined);
  });

  describe("news of a mail", () => {
    const mail = "confirmation-0";
    const news = (status: MessageStatus) => ({ status, at: `after ${status}`, messageId: "m-1" });
    let one: Booking;
    beforeEach(async () => {
      one = booking("10:00", "cornrows");
      await store.create(one, undefined, now);
      await messageResults(tables.documents).begin(one.bookingId, mail, now);
    });
    const tell = (status: MessageStatus) =>
      messageResults(tables.documents).record(one.bookingId, mail, news(status));
    const sent = () => messageResults(tables.documents).finish(one.bookingId, mail, news("sent"));
    const status = async () => (await store.find(one.bookingId))?.mail[mail]?.status;

    for (const [order, end] of [
      ["sent delivered complained", "complained"],
      ["delivered sent complained", "complained"],
      ["complained delivered sent", "complained"],
      ["bounced sent delivered", "bounced"],
      ["sent delivered undelivered", "delivered"],
      ["undelivered delivered sent", "delivered"],
      ["suppressed sent", "suppressed"],
    ] as const) {
      it(`ends as ${end} when it comes as ${order}`, async () => {
        for (const each of order.split(" ") as MessageStatus[]) {
          await (each === "sent" ? sent() : tell(each));
        }
        expect(await status()).to.equal(end);
      });
    }

    it("counts once, and touches nothing else of the booking", async () => {
      await sent();
      const before = await store.find(one.bookingId);
      expect(await tell("bounced")).to.equal(true);
      expect(await tell("bounced"), "repeated").to.equal(false);
      expect(await tell("delivered"), "late").to.equal(false);
      expect(await store.find(one.bookingId)).to.deep.equal({
        ...before,
        mail: { [mail]: news("bounced") },
      });
      expect(await messageResults(tables.documents).begin(one.bookingId, mail, now)).to.equal(
        false,
      );
    });

    it("makes neither a booking nor a mail that was not there", async () => {
      const results = messageResults(tables.documents);
      expect(await results.record("no-such-booking", mail, news("bounced"))).to.equal(false);
      expect(await store.find("no-such-booking")).to.equal(undefined);
      expect(await results.record(one.bookingId, "reminder-0", news("bounced"))).to.equal(false);
      expect(Object.keys((await store.find(one.bookingId))?.mail ?? {})).to.deep.equal([mail]);
    });
  });
});

async function emptyTable({ documents, engine }: TestTables, TableName: string) {
  const { Items = [] } = await documents.send(new ScanCommand({ TableName }));
  const key = TableName.includes("slots") ? "staffDay" : "bookingId";
  for (const item of Items) {
    await engine.call("DynamoDB_20120810.DeleteItem", {
      TableName,
      Key: { [key]: { S: item[key] } },
    });
  }
}
