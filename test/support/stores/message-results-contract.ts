import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Booking } from "../../../handlers/bookings/booking";
import type { MessageStatus } from "../../../handlers/bookings/messages/message";
import type {
  DeliveryReports,
  MessageResults,
} from "../../../handlers/bookings/messages/message-results";
import { owedAttributes, oweMessage } from "../../../handlers/bookings/messages/owed";
import type { BookingStore } from "../../../handlers/bookings/store";
import { aBooking, now } from "../bookings";

/** The results of messages and the bookings that they are kept on. */
export interface ResultsAndBookings {
  readonly results: MessageResults & DeliveryReports;
  readonly store: Pick<BookingStore, "create" | "find" | "changeStatus">;
}

/**
 * What every place that keeps message results does, the real one and its fake alike.
 * @param make empty ones, for each test
 */
export function describeMessageResults(make: () => Promise<ResultsAndBookings>): void {
  const name = "confirmation-0";
  const resultOf = (status: MessageStatus) => ({ status, at: `after ${status}`, messageId: "m-1" });
  let results: ResultsAndBookings["results"];
  let store: ResultsAndBookings["store"];
  let one: Booking;
  beforeEach(async () => {
    ({ results, store } = await make());
    one = aBooking({ bookingId: randomUUID() });
    await store.create(one, {}, now);
  });
  const kept = async () => (await store.find(one.bookingId))?.mail;
  const claim = { now, until: "2026-11-21T08:00:45Z", sequence: 0 };
  const begin = (bookingId = one.bookingId) => results.begin(bookingId, name, claim);
  const finish = (status: MessageStatus) => results.finish(one.bookingId, name, resultOf(status));
  const report = (status: MessageStatus) => results.record(one.bookingId, name, resultOf(status));

  it("claim a message for one sender, and for another only once the claim is over", async () => {
    expect(await begin()).to.equal("first");
    const claimed = { status: "sending", at: now, until: claim.until };
    expect(await kept()).to.deep.equal({ [name]: claimed });
    expect(await begin(), "at the same moment").to.equal("no");
    const later = { ...claim, now: claim.until, until: "2026-11-21T08:01:30Z" };
    expect(await results.begin(one.bookingId, name, later)).to.equal("repeat");
    expect(await results.begin(one.bookingId, name, later), "taken over").to.equal("no");
    await finish("sent");
    expect(await begin(), "sent").to.equal("no");
    expect(await kept()).to.deep.equal({ [name]: { ...resultOf("sent"), repeats: 1 } });
  });

  it("give one of many senders at the same moment the claim", async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => begin()));
    expect(claims.filter((each) => each === "first")).to.have.length(1);
    expect(claims.filter((each) => each === "no")).to.have.length(7);
    const late = { ...claim, now: "2026-11-21T08:05:00Z", until: "2026-11-21T08:05:45Z" };
    const again = await Promise.all(
      Array.from({ length: 8 }, () => results.begin(one.bookingId, name, late)),
    );
    expect(again.filter((each) => each === "repeat")).to.have.length(1);
  });

  it("give a claim back at once where nothing was sent", async () => {
    await begin();
    await results.release(one.bookingId, name, now, false);
    expect(await kept()).to.deep.equal({ [name]: { status: "waiting", at: now } });
    expect(await begin()).to.equal("first");
    await results.release(one.bookingId, name, now, true);
    expect(await kept()).to.deep.equal({ [name]: { status: "waiting", at: now, counted: true } });
    expect(await begin()).to.equal("first");
    await report("delivered");
    await results.release(one.bookingId, name, now, false);
    expect((await kept())?.[name]?.status).to.equal("delivered");
  });

  it("take over what the release before was sending when it ended", async () => {
    const old = { "request-0": { status: "sending", at: now } } as const;
    const stuck = aBooking({ bookingId: randomUUID(), appointmentDate: "2026-11-24", mail: old });
    await store.create(stuck, {}, now);
    expect(await results.begin(stuck.bookingId, "request-0", claim)).to.equal("first");
  });

  it("never begin a message about an earlier state than they have begun one about", async () => {
    expect(await results.begin(one.bookingId, "change-2", { ...claim, sequence: 2 })).to.equal(
      "first",
    );
    expect(await begin()).to.equal("no");
    const { sequence: _, ...link } = claim;
    expect(await results.begin(one.bookingId, "link-1", link), "a link tells no state").to.equal(
      "first",
    );
  });

  it("end what nobody will send, and nothing that was sent", async () => {
    const ended = { status: "superseded", at: now } as const;
    await results.drop(one.bookingId, "request-0", ended);
    await begin();
    await results.drop(one.bookingId, name, ended);
    expect(await kept()).to.deep.equal({ "request-0": ended, [name]: ended });
    await results.begin(one.bookingId, "reminder-0", claim);
    await results.finish(one.bookingId, "reminder-0", resultOf("sent"));
    await results.drop(one.bookingId, "reminder-0", ended);
    expect((await kept())?.["reminder-0"]).to.deep.equal(resultOf("sent"));
  });

  describe("of a booking that owes a message", () => {
    const owes = oweMessage("confirmation", now);
    const owed = async () => {
      const found = (await store.find(one.bookingId)) as Booking;
      return Object.fromEntries(
        owedAttributes.flatMap((each) => (each in found ? [[each, found[each]]] : [])),
      );
    };
    beforeEach(() => results.owe(one, owes));

    it("take it off once it is settled, and not before", async () => {
      expect(await owed()).to.deep.equal(owes);
      await begin();
      await results.settle(one, "confirmation", [name]);
      expect(await owed(), "being sent").to.deep.equal(owes);
      await results.release(one.bookingId, name, now, false);
      await results.settle(one, "confirmation", [name, "sms-confirmation-0"]);
      expect(await owed(), "to be tried again").to.deep.equal(owes);
      await begin();
      await finish("sent");
      await results.settle(one, "confirmation", [name, "sms-confirmation-0"]);
      expect(await owed()).to.deep.equal({});
      await results.settle(one, "confirmation", [name]);
      await results.owe(one, { owedTries: 3 });
      expect(await owed(), "twice").to.deep.equal({});
    });

    it("keep how it ended and take it off in one write, but only where nothing else is owed", async () => {
      const sent = resultOf("sent");
      expect(await results.conclude(one, "confirmation", name, sent), "not begun").to.equal(false);
      await begin();
      await results.owe(one, { owesLink: true });
      expect(await results.conclude(one, "confirmation", name, sent), "link").to.equal(false);
      expect(await owed()).to.deep.equal({ ...owes, owesLink: true });
      const other = aBooking({ bookingId: randomUUID(), appointmentDate: "2026-11-25", ...owes });
      await store.create(other, {}, now);
      await results.begin(other.bookingId, name, claim);
      expect(await results.conclude(other, "confirmation", name, sent)).to.equal(true);
      const found = (await store.find(other.bookingId)) as Booking;
      expect(found.mail).to.deep.equal({ [name]: sent });
      expect(owedAttributes.filter((each) => each in found)).to.deep.equal([]);
    });

    it("leave what has been called for since", async () => {
      const moved = await store.changeStatus(one, "cancelled", "customer", now);
      await results.settle(one, "confirmation", []);
      await results.owe(one, { owedTries: 4 });
      expect(await owed()).to.deep.equal({ ...owes, owes: "cancellation" });
      if (!moved.ok) throw new Error(moved.reason);
      await results.settle(moved.booking, "cancellation", []);
      expect(await owed()).to.deep.equal({});
    });

    it("keep the link beside it, and the other way round", async () => {
      const asked = { ...one, linksAsked: 1 };
      await results.owe(one, { owesLink: true, linksAsked: 1 } as never);
      await results.settle(asked, "confirmation", []);
      const { owes: _, ...rest } = owes;
      expect(await owed()).to.deep.equal({ ...rest, owesLink: true });
      await results.settle({ ...one, linksAsked: 0 }, "link", []);
      expect(await owed(), "asked for again").to.deep.equal({ ...rest, owesLink: true });
      await results.settle(asked, "link", []);
      expect(await owed()).to.deep.equal({});
    });

    it("take a booking off that owes nothing any more", async () => {
      await results.settle(one, undefined, []);
      expect(await owed()).to.deep.equal(owes);
      const reply = await store.changeStatus(one, "completed", "admin:petra", now);
      if (!reply.ok) throw new Error(reply.reason);
      expect(await owed()).not.to.have.property("owes");
      await results.settle(reply.booking, undefined, []);
      expect(await owed()).to.deep.equal({});
    });
  });

  it("begin and keep nothing where there is no booking or no message", async () => {
    expect(await begin("no-such-booking")).to.equal("no");
    expect(await results.record("no-such-booking", name, resultOf("bounced"))).to.equal(false);
    await results.drop("no-such-booking", name, resultOf("failed"));
    expect(await store.find("no-such-booking")).to.equal(undefined);
    expect(await report("bounced")).to.equal(false);
    await finish("sent");
    expect(await kept()).to.deep.equal({});
  });

  for (const [order, end] of [
    ["sent delivered complained", "complained"],
    ["delivered sent complained", "complained"],
    ["complained delivered sent", "complained"],
    ["bounced sent delivered", "bounced"],
    ["sent delivered undelivered", "delivered"],
    ["undelivered delivered sent", "delivered"],
    ["suppressed sent", "suppressed"],
  ] as const) {
    it(`end as ${end} when the reports come as ${order}`, async () => {
      await begin();
      for (const each of order.split(" ") as MessageStatus[]) {
        await (each === "sent" ? finish(each) : report(each));
      }
      expect(await kept()).to.deep.equal({ [name]: resultOf(end) });
    });
  }

  it("take each report once, and change nothing else of the booking", async () => {
    await begin();
    await finish("sent");
    const before = await store.find(one.bookingId);
    expect(await report("bounced")).to.equal(true);
    expect(await report("bounced"), "repeated").to.equal(false);
    expect(await report("delivered"), "late").to.equal(false);
    expect(await store.find(one.bookingId)).to.deep.equal({
      ...before,
      mail: { [name]: resultOf("bounced") },
    });
  });

  it("stay when the booking changes from an earlier reading", async () => {
    await begin();
    await finish("sent");
    await store.changeStatus(one, "cancelled", "customer", now);
    expect(await store.find(one.bookingId)).to.deep.include({
      status: "cancelled",
      mail: { [name]: resultOf("sent") },
    });
  });
}
