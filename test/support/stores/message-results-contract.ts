import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Booking } from "../../../handlers/bookings/booking";
import type { MessageStatus } from "../../../handlers/bookings/messages/message";
import type {
  DeliveryReports,
  MessageResults,
} from "../../../handlers/bookings/messages/message-results";
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
  const begin = (bookingId = one.bookingId) => results.begin(bookingId, name, now);
  const finish = (status: MessageStatus) => results.finish(one.bookingId, name, resultOf(status));
  const report = (status: MessageStatus) => results.record(one.bookingId, name, resultOf(status));

  it("begin a message once, and again only where its sending was cut off", async () => {
    expect(await begin()).to.equal(true);
    expect(await kept()).to.deep.equal({ [name]: { status: "sending", at: now } });
    expect(await begin(), "cut off").to.equal(true);
    await finish("sent");
    expect(await begin()).to.equal(false);
    expect(await kept()).to.deep.equal({ [name]: resultOf("sent") });
  });

  it("begin and keep nothing where there is no booking or no message", async () => {
    expect(await begin("no-such-booking")).to.equal(false);
    expect(await results.record("no-such-booking", name, resultOf("bounced"))).to.equal(false);
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
