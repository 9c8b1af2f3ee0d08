import { expect } from "chai";
import { addDays } from "../../../../contract/rules/calendar";
import type { Booking } from "../../../../handlers/bookings/booking";
import { messageKindOf } from "../../../../handlers/bookings/messages/owed";
import {
  type RemoveBookingsSettings,
  removeBookings,
} from "../../../../handlers/bookings/operations/remove-bookings";
import { removeVisits } from "../../../../handlers/bookings/removal/remove-visits";
import type { BookingStore } from "../../../../handlers/bookings/store";
import { aBooking, monday, now } from "../../../support/bookings";
import { adminClaims, apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

const flooder = "+237670000001";
const preview = "2026-11-21T09:00:00Z.0a1b2c3d";
const later = "2026-11-21T09:05:00Z";

describe("removing many bookings at once", () => {
  let store: FakeBookingStore;
  let told: string[];
  const ids = (number: number) => `booking-${String(number).padStart(3, "0")}`;
  const seed = async (number: number, changes: Partial<Booking> = {}) => {
    const booking = aBooking({
      bookingId: ids(number),
      appointmentDate: addDays(monday, number % 20),
      customerPhone: flooder,
      customerEmail: undefined,
      staff: number % 40 < 20 ? "petra" : "solange",
      ...changes,
    });
    const { ok } = await store.create(booking, {}, now);
    expect(ok, `${number} has a time of its own`).to.equal(true);
    return booking;
  };
  const call = async (body: object, settings?: RemoveBookingsSettings, claims = adminClaims) => {
    const before = new Map(store.bookings);
    const handler = removeBookings(business, store, store, () => later, settings);
    const reply = await handler(apiEvent({ body, claims }));
    for (const [bookingId, after] of store.bookings) {
      const kind = messageKindOf({ before: before.get(bookingId), after });
      if (kind) told.push(`${kind} ${bookingId}`);
    }
    return reply;
  };
  const remove = async (body: object, settings?: RemoveBookingsSettings) => {
    const reply = await call({ removalId: preview, ...body }, settings);
    expect(reply.statusCode, reply.body).to.equal(200);
    return bodyOf(reply);
  };
  const cancelled = () =>
    [...store.bookings.values()]
      .filter(({ status }) => status === "cancelled")
      .map(({ bookingId }) => bookingId)
      .sort();

  beforeEach(() => {
    store = new FakeBookingStore();
    told = [];
  });

  it("tells first how many match and shows some of them, and changes nothing", async () => {
    for (let number = 0; number < 12; number++) await seed(number);
    await seed(20, { customerPhone: "+237670000002" });
    const reply = bodyOf(await call({ phone: "6 70 00 00 01" }));
    expect(reply).to.include({ removed: 0, remaining: 12, people: 1, withoutAddress: 1 });
    expect(reply.removalId).to.match(/^2026-11-21T09:05:00Z\.[0-9a-f]{8}$/);
    expect(reply.examples).to.have.length(12);
    expect(reply.examples[0]).to.deep.equal({
      bookingId: ids(0),
      customerName: "Awa Ngo",
      customerPhone: flooder,
      appointmentDate: monday,
      appointmentTime: "10:00",
      createdAt: now,
    });
    expect(cancelled()).to.deep.equal([]);
  });

  it("cancels each as the desk cancels one: its time is free, its history says who", async () => {
    await seed(0, { status: "pending" });
    await seed(1);
    expect(await remove({ phone: flooder })).to.include({ removed: 2, remaining: 0, people: 0 });
    for (const number of [0, 1]) {
      const { history, sequence } = store.bookings.get(ids(number)) as Booking;
      const by = `admin:${adminClaims.sub}`;
      expect(history.at(-1)).to.deep.equal({ at: later, by, status: "cancelled" });
      expect(sequence).to.equal(1);
    }
    const days = [monday, addDays(monday, 1)].map((date) => ({ staff: "petra", date }));
    for (const taken of (await store.takenOn(days)).values()) expect(taken).to.deep.equal([]);
  });

  it("takes only what fits every criterion", async () => {
    const email = "awa@example.com";
    const made = (createdAt: string) => ({ createdAt, customerEmail: email });
    await seed(0, made("2026-11-21T07:59:59Z"));
    await seed(1, made("2026-11-21T08:00:00Z"));
    await seed(2, made("2026-11-21T08:10:00Z"));
    await seed(3, made("2026-11-21T08:10:01Z"));
    await seed(4, { ...made("2026-11-21T08:05:00Z"), customerEmail: "other@example.com" });
    await seed(5, { ...made("2026-11-21T08:05:00Z"), customerPhone: "+237670000002" });
    const criteria = { madeFrom: "2026-11-21T08:00Z", madeTo: "2026-11-21T08:10Z" };
    const matching = async (more: object) =>
      bodyOf(await call({ ...criteria, ...more })).examples.map((one: Booking) => one.bookingId);
    expect(await matching({})).to.deep.equal([1, 2, 4, 5].map(ids));
    expect(await matching({ email: " AWA@example.com" })).to.deep.equal([1, 2, 5].map(ids));
    expect(await matching({ email, phone: flooder })).to.deep.equal([1, 2].map(ids));
    expect(await matching({ from: addDays(monday, 2) })).to.deep.equal([2, 4, 5].map(ids));
    expect(await matching({ from: addDays(monday, 2), to: addDays(monday, 4) })).to.deep.equal(
      [2, 4].map(ids),
    );
    expect(await remove({ ...criteria, email, phone: flooder })).to.include({ removed: 2 });
    expect(cancelled()).to.deep.equal([1, 2].map(ids));
  });

  it("leaves what was booked after the preview, and what has begun or is over", async () => {
    await seed(0);
    const justNow = "2026-11-21T09:00:01Z";
    await seed(1, { createdAt: justNow, updatedAt: justNow });
    await seed(2, { status: "completed" });
    const begun = { appointmentDate: "2026-11-21", startsAt: later, endsAt: later };
    await seed(3, begun);
    expect(await remove({ phone: flooder })).to.include({ removed: 1, remaining: 0 });
    expect(cancelled()).to.deep.equal([ids(0)]);
  });

  it("tells each person once, of all the visits that were theirs", async () => {
    const [awa, eve] = ["awa@example.com", "eve@example.com"];
    for (const number of [0, 1, 2]) await seed(number, { customerEmail: awa });
    await seed(3, { customerEmail: eve });
    await seed(4);
    await seed(5);
    await remove({ from: monday });
    expect(told).to.deep.equal([2, 3, 5].map((number) => `cancellation ${ids(number)}`));
    const starts = [0, 1, 2].map((days) => `${addDays(monday, days)}T09:00:00Z`);
    expect(store.bookings.get(ids(2))?.removal).to.deep.equal({
      id: preview,
      messages: "one",
      sequence: 1,
      isTold: true,
      visits: starts,
      count: 3,
    });
    expect(store.bookings.get(ids(3))?.removal).to.deep.equal({
      id: preview,
      messages: "one",
      sequence: 1,
      isTold: true,
    });
  });

  it("tells nobody where the owner wants no messages", async () => {
    for (const number of [0, 1]) await seed(number);
    await remove({ phone: flooder, messages: "none" });
    expect(cancelled()).to.have.length(2);
    expect(told).to.deep.equal([]);
  });

  it("works in steps, and still tells each person once, at the end", async () => {
    for (let number = 0; number < 40; number++) {
      await seed(number, { customerEmail: number % 4 ? "awa@example.com" : "eve@example.com" });
    }
    const change = store.changeStatus;
    let left = 7;
    store.changeStatus = async (...sent) => {
      // The container dies in the middle of a call.
      if (left-- === 0) throw new Error("Killed.");
      return change(...sent);
    };
    const { error } = console;
    console.error = () => {};
    try {
      let calls = 0;
      while (cancelled().length < 40) {
        left = 7;
        const reply = await call({ phone: flooder, removalId: preview });
        expect(reply.statusCode).to.be.oneOf([200, 500]);
        expect(calls++).to.be.lessThan(10);
      }
    } finally {
      console.error = error;
    }
    expect(told.map((each) => store.bookings.get(each.split(" ")[1] as string)?.removal?.count)) //
      .to.have.members([10, 30]);
    expect(await remove({ phone: flooder })).to.include({ removed: 0, remaining: 0 });
    expect(told).to.have.length(2);
  });

  it("leaves the rest to the next call once its time is up, a person's own last", async () => {
    for (let number = 0; number < 4; number++) {
      await seed(number, { customerEmail: number < 2 ? "awa@example.com" : "eve@example.com" });
    }
    const change = store.changeStatus;
    store.changeStatus = async (...sent) => {
      await new Promise((resume) => setTimeout(resume, 30));
      return change(...sent);
    };
    const short = { restMilliseconds: 20, stopMilliseconds: 10_000 };
    const reply = await remove({ phone: flooder }, short);
    expect(reply).to.include({ removed: 2, remaining: 2, people: 1 });
    expect(reply.examples.map((one: Booking) => one.bookingId)).to.deep.equal([2, 3].map(ids));
    expect(told).to.deep.equal([`cancellation ${ids(1)}`]);
  });

  it("tells of those before, where the last one goes by its customer's own hand meanwhile", async () => {
    const customerEmail = "awa@example.com";
    const visits = [await seed(0, { customerEmail }), await seed(1, { customerEmail })];
    const change = store.changeStatus;
    store.changeStatus = async (...sent) => {
      const result = await change(...sent);
      store.changeStatus = change;
      await change(visits[1] as Booking, "cancelled", "customer", later);
      return result;
    };
    await remove({ phone: flooder });
    expect(told).to.deep.equal([0, 1].map((number) => `cancellation ${ids(number)}`));
    expect(store.bookings.get(ids(1))?.history.at(-1)?.by).to.equal("customer");
  });

  it("sends two calls of one removal at once no second message", async () => {
    for (let number = 0; number < 12; number++) {
      await seed(number, { customerEmail: number % 2 ? "awa@example.com" : "eve@example.com" });
    }
    await Promise.all([remove({ phone: flooder }), remove({ phone: flooder })]);
    expect(cancelled()).to.have.length(12);
    const marks = [...store.bookings.values()].filter(({ removal }) => removal?.isTold);
    expect(marks.map(({ bookingId }) => bookingId)).to.have.members([ids(10), ids(11)]);
  });

  it("tells a person of all that is gone, though an earlier removal stopped in between", async () => {
    for (const number of [0, 1, 2]) await seed(number, { customerEmail: "awa@example.com" });
    let asked = 0;
    const criteria = { phone: flooder, seenBefore: later };
    const options = { messages: "one", by: "admin:petra", now: later } as const;
    await removeVisits(business, store, store, criteria, {
      ...options,
      removalId: "2026-11-21T09:00:00Z.aaaaaaaa",
      isTimeUp: (within) => within === "person" && asked++ > 0,
    });
    expect(cancelled()).to.have.length(2);
    // The page was closed; the owner looks anew, and gets another removal.
    const { removalId, remaining } = bodyOf(await call({ phone: flooder }));
    expect(remaining).to.equal(1);
    expect(await remove({ phone: flooder, removalId })).to.include({ removed: 1, remaining: 0 });
    expect(told).to.deep.equal([`cancellation ${ids(2)}`]);
    expect(store.bookings.get(ids(2))?.removal).to.include({ count: 3 });
    expect(bodyOf(await call({ phone: flooder })).remaining, "nothing is left").to.equal(0);
  });

  it("tells who was left untold though nothing is left to cancel", async () => {
    await seed(0);
    await seed(1);
    const dying: BookingStore = {
      ...store,
      find: store.find,
      changeStatus: async (booking, ...rest) => {
        const result = await store.changeStatus(booking, ...rest);
        // The customer cancels the last one meanwhile, ...
        const last = store.bookings.get(ids(1));
        if (last?.status === "confirmed") {
          await store.changeStatus(last, "cancelled", "customer", later);
        }
        return result;
      },
      // ... and the call dies before it tells of the first.
      tellRemoval: async () => {
        throw new Error("The function is gone.");
      },
    };
    const criteria = { phone: flooder, seenBefore: later };
    const removal = removeVisits(business, store, dying, criteria, {
      removalId: "2026-11-21T09:00:00Z.aaaaaaaa",
      messages: "one",
      by: "admin:petra",
      now: later,
      isTimeUp: () => false,
    });
    expect(await removal.catch(({ message }) => message)).to.equal("The function is gone.");
    expect(bodyOf(await call({ phone: flooder, messages: "none" })).remaining).to.equal(0);
    const { removalId, remaining } = bodyOf(await call({ phone: flooder }));
    expect(remaining, "one person is to be told").to.equal(1);
    expect(await remove({ phone: flooder, removalId })).to.include({ removed: 0, remaining: 0 });
    expect(told).to.deep.equal([`cancellation ${ids(0)}`]);
    expect(bodyOf(await call({ phone: flooder })).remaining, "once").to.equal(0);
  });

  it("gets some way with each call, however long the list takes", async () => {
    for (const number of [0, 1, 2]) await seed(number);
    const late = { restMilliseconds: 0, stopMilliseconds: 0 };
    for (const remaining of [2, 1, 0]) {
      expect(await remove({ phone: flooder }, late)).to.include({ removed: 1, remaining });
    }
    expect(told).to.have.length(1);
  });

  it("leaves what was booked, confirmed or moved into the span since the preview", async () => {
    const { removalId } = bodyOf(await call({ from: monday, to: monday }));
    await seed(0, { createdAt: later, updatedAt: later });
    await seed(20, { updatedAt: later });
    await seed(40, { appointmentTime: "14:00" });
    expect(await remove({ from: monday, to: monday, removalId })).to.include({
      removed: 1,
      remaining: 0,
    });
    expect(cancelled()).to.deep.equal([ids(40)]);
  });

  it("wants a criterion, the right order, a number that exists, and a preview's id", async () => {
    const refused = async (body: object) => {
      const reply = await call(body);
      expect(reply.statusCode, JSON.stringify(body)).to.equal(400);
      return Object.keys(bodyOf(reply).fields).join();
    };
    expect(await refused({})).to.equal("phone");
    expect(await refused({ messages: "none", removalId: preview })).to.equal("phone");
    expect(await refused({ phone: "12" })).to.equal("phone");
    expect(await refused({ from: addDays(monday, 1), to: monday })).to.equal("to");
    expect(await refused({ madeFrom: later, madeTo: now })).to.equal("madeTo");
    expect(await refused({ madeFrom: "yesterday" })).to.equal("madeFrom");
    expect(await refused({ madeTo: "2026-02-30T08:00Z" })).to.equal("madeTo");
    expect(await refused({ phone: flooder, removalId: "mine" })).to.equal("removalId");
    expect(await refused({ phone: flooder, messages: "two" })).to.equal("messages");
    const claims = { sub: "visitor", "cognito:groups": "" };
    const foreign = await call({ phone: flooder }, undefined, claims as never);
    expect(foreign.statusCode).to.equal(403);
  });
});
