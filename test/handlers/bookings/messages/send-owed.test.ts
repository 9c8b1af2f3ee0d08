import { expect } from "chai";
import { addMinutes } from "../../../../contract/rules/calendar";
import { type BookingStatus, bookingStatuses } from "../../../../contract/schemas/bookings";
import type { Booking } from "../../../../handlers/bookings/booking";
import { mailChannel } from "../../../../handlers/bookings/messages/mail-channel";
import type { MessageKind } from "../../../../handlers/bookings/messages/message";
import { notifyCustomer } from "../../../../handlers/bookings/messages/notify-customer";
import { owedAttributes, oweMessage } from "../../../../handlers/bookings/messages/owed";
import { sendOwed } from "../../../../handlers/bookings/messages/send-owed";
import type { OutgoingMail, SendResult } from "../../../../handlers/runtime/mailer";
import { aBooking, now } from "../../../support/bookings";
import { streamEvent } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeMessageResults, noLimit } from "../../../support/stores/fake-message-results";

describe("the sweep of what is owed", () => {
  let bookings: Map<string, Booking>;
  let results: FakeMessageResults;
  let time: string;
  /** Who was sent which message. */
  let outbox: string[];
  let answer: (mail: OutgoingMail) => SendResult;
  let reported: string[];
  let passed: number;
  let lines: unknown[];
  const { error, info, warn } = console;

  const channels = [
    mailChannel(
      business,
      {
        from: "noreply@example.com",
        send: async (mail) => {
          const result = answer(mail);
          outbox.push(`${mail.tags.bookingId} ${mail.tags.mail}`);
          return result;
        },
      },
      noLimit,
    ),
  ];
  const owed = {
    due: async (at: string, most: number) =>
      [...bookings.values()]
        .filter(({ owing, owedFrom = "9" }) => owing && owedFrom <= at)
        .sort((a, b) => ((a.owedFrom ?? "") < (b.owedFrom ?? "") ? -1 : 1))
        .slice(0, most)
        .map(({ bookingId }) => bookingId),
  };
  const store = { find: async (bookingId: string) => bookings.get(bookingId) };
  const failures = {
    report: async ({ event, bookingId }: { event: string; bookingId: string }) => {
      reported.push(`${event} ${bookingId}`);
    },
  };
  const sweep = () =>
    sendOwed(
      business,
      owed,
      store,
      channels,
      results,
      failures,
      () => time,
      () => passed,
    )();
  /** Runs the sweep each minute for so long. */
  const minutes = async (count: number) => {
    for (let minute = 0; minute < count; minute++) {
      await sweep();
      time = addMinutes(time, 1);
    }
  };
  const owing = (bookingId: string, changes: Partial<Booking> = {}) => {
    const booking = aBooking({ bookingId, ...oweMessage("confirmation", now), ...changes });
    bookings.set(bookingId, booking);
    return booking;
  };
  const resultOf = (bookingId: string, name = "confirmation-0") =>
    bookings.get(bookingId)?.mail[name];
  const isSettled = (bookingId: string) =>
    !owedAttributes.some((name) => name in (bookings.get(bookingId) ?? {}));
  const unanswered = () => {
    throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
  };
  const refused = () => {
    throw Object.assign(new Error("Service Unavailable"), { $metadata: { httpStatusCode: 503 } });
  };

  beforeEach(() => {
    bookings = new Map();
    results = new FakeMessageResults(bookings);
    time = addMinutes(now, 1);
    outbox = [];
    answer = () => ({ ok: true, messageId: "m-1" });
    reported = [];
    passed = 0;
    lines = [];
    for (const level of ["error", "info", "warn"] as const)
      console[level] = (line) => lines.push(line);
  });
  afterEach(() => Object.assign(console, { error, info, warn }));

  it("sends what the stream has lost, once, and leaves the booking owing nothing", async () => {
    owing("a");
    owing("later", { owedFrom: addMinutes(now, 2) });
    expect(await sweep()).to.deep.equal({ settled: 1, putOff: 0, failed: 0, givenUp: 0 });
    expect(outbox).to.deep.equal(["a confirmation-0"]);
    expect(isSettled("a")).to.equal(true);
    await sweep();
    expect(outbox).to.have.length(1);
  });

  it("logs nothing where nothing is owed", async () => {
    expect(await sweep()).to.deep.equal({ settled: 0, putOff: 0, failed: 0, givenUp: 0 });
    expect(lines).to.deep.equal([]);
  });

  it("takes the oldest first", async () => {
    for (const minute of [3, 1, 2]) owing(`${minute}`, { owedFrom: addMinutes(now, minute) });
    time = addMinutes(now, 5);
    await sweep();
    expect(outbox.map((each) => each[0])).to.deep.equal(["1", "2", "3"]);
  });

  it("leaves to SES's outage what the notifier could not send, and sends each once when it is over", async () => {
    const notify = notifyCustomer(business, channels, results, () => time);
    answer = refused;
    time = now;
    for (const id of ["a", "b", "c", "d", "e", "f", "g"]) {
      const reply = await notify(streamEvent({ after: owing(id) }));
      expect(reply, "holds up nobody in the stream").to.deep.equal({ batchItemFailures: [] });
      expect(resultOf(id)?.status).to.equal("waiting");
    }
    time = addMinutes(now, 1);
    await minutes(10);
    expect(outbox).to.deep.equal([]);
    answer = () => ({ ok: true, messageId: "m" });
    await minutes(2);
    expect(outbox).to.have.members(
      ["a", "b", "c", "d", "e", "f", "g"].map((id) => `${id} confirmation-0`),
    );
    for (const id of bookings.keys()) expect(isSettled(id)).to.equal(true);
    expect(resultOf("a"), "no repeat").not.to.have.property("repeats");
    expect(reported).to.deep.equal([]);
  });

  it("repeats once, and counts, what had no answer", async () => {
    owing("a");
    answer = unanswered;
    await sweep();
    answer = () => ({ ok: true, messageId: "m" });
    time = addMinutes(time, 0.5);
    await sweep();
    expect(outbox, "its answer, or SES's report, may still come").to.deep.equal([]);
    time = addMinutes(time, 0.5);
    await sweep();
    expect(outbox).to.deep.equal(["a confirmation-0"]);
    expect(resultOf("a")).to.deep.equal({ status: "sent", at: time, messageId: "m", repeats: 1 });
    expect(lines).to.deep.include({
      event: "mail.repeated",
      bookingId: "a",
      mail: "confirmation-0",
    });
  });

  it("does not repeat what SES has reported meanwhile", async () => {
    owing("a");
    answer = unanswered;
    await sweep();
    await results.record("a", "confirmation-0", { status: "delivered", at: time });
    answer = () => ({ ok: true, messageId: "m" });
    await minutes(3);
    expect(outbox).to.deep.equal([]);
    expect(isSettled("a")).to.equal(true);
  });

  it("never sends what the notifier, or another sweep, is sending at that moment", async () => {
    const notify = notifyCustomer(business, channels, results, () => time);
    const one = owing("a");
    await Promise.all([sweep(), notify(streamEvent({ after: one })), sweep()]);
    expect(outbox).to.deep.equal(["a confirmation-0"]);
    expect(isSettled("a")).to.equal(true);
  });

  it("takes over what somebody was sending when they died, and not before", async () => {
    const until = addMinutes(time, 0.5);
    owing("a", { mail: { "confirmation-0": { status: "sending", at: now, until } } });
    await sweep();
    expect(outbox).to.deep.equal([]);
    expect(isSettled("a")).to.equal(false);
    time = until;
    await sweep();
    expect(outbox).to.deep.equal(["a confirmation-0"]);
  });

  it("tells the present state alone, and never an earlier one after it", async () => {
    answer = refused;
    const notify = notifyCustomer(business, channels, results, () => time);
    const booked = owing("a");
    await notify(streamEvent({ after: booked }));
    const moved = owing("a", {
      ...oweMessage("change", now),
      mail: bookings.get("a")?.mail ?? {},
      sequence: 1,
      startsAt: "2026-11-23T11:00:00Z",
    });
    answer = () => ({ ok: true, messageId: "m" });
    await sweep();
    await notify(streamEvent({ after: booked }, { before: booked, after: moved }));
    expect(outbox).to.deep.equal(["a change-1"]);
    expect(resultOf("a")?.status).to.equal("superseded");
    expect(isSettled("a")).to.equal(true);
  });

  it("sends the link beside the message about the state", async () => {
    owing("a", { owesLink: true, linksAsked: 2 });
    await sweep();
    expect(outbox).to.deep.equal(["a confirmation-0", "a link-2"]);
    expect(isSettled("a")).to.equal(true);
  });

  it("sends a reminder that failed while it is of use", async () => {
    const early = { startsAt: "2026-11-21T12:00:00Z", mail: {} };
    owing("a", { ...early, ...oweMessage("reminder", now) });
    owing("b", { ...oweMessage("reminder", now), startsAt: now });
    await sweep();
    expect(outbox).to.deep.equal(["a reminder-0"]);
    expect(isSettled("b")).to.equal(true);
  });

  it("takes off what owes nothing any more", async () => {
    const { owes: _, ...rest } = owing("a");
    bookings.set("a", rest);
    await sweep();
    expect(outbox).to.deep.equal([]);
    expect(isSettled("a")).to.equal(true);
  });

  it("gives up what fails by itself after five tries, tells the queue, and lets it hold up nobody", async () => {
    owing("poison", { service: null as never, sold: { services: null } as never });
    owing("fine");
    await sweep();
    expect(outbox).to.deep.equal(["fine confirmation-0"]);
    await minutes(5);
    expect(resultOf("poison")).to.deep.include({ status: "failed", reason: "GivenUp" });
    expect(isSettled("poison")).to.equal(true);
    expect(reported).to.deep.equal(["message.given-up poison"]);
  });

  it("gives up without the queue, too", async () => {
    owing("poison", { sold: { services: null } as never, owedTries: 4 });
    const none = { report: () => Promise.reject(new Error("no queue")) };
    await sendOwed(
      business,
      owed,
      store,
      channels,
      results,
      none,
      () => time,
      () => 0,
    )();
    expect(isSettled("poison")).to.equal(true);
  });

  it("goes on for three days where SES takes nothing, and lets the alarm ring once after an hour", async () => {
    owing("a");
    answer = refused;
    await minutes(90);
    expect(reported).to.deep.equal(["message.late a"]);
    time = addMinutes(now, 3 * 24 * 60 + 1);
    await sweep();
    expect(reported).to.deep.equal(["message.late a", "message.given-up a"]);
    expect(resultOf("a")?.reason).to.equal("GivenUp");
  });

  it("tells the queue at once of what SES denies the stage, loses nothing, and sends it once that is mended", async () => {
    answer = () => {
      const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };
      throw Object.assign(new Error("not authorized: awa@example.com"), denied);
    };
    owing("a");
    owing("b");
    await minutes(30);
    expect(reported, "once each").to.have.members(["message.refused a", "message.refused b"]);
    expect(resultOf("a")?.status).to.equal("waiting");
    expect(JSON.stringify(lines)).to.contain("AccessDenied").and.not.to.contain("@example");
    answer = () => ({ ok: true, messageId: "m" });
    await minutes(1);
    expect(outbox).to.have.members(["a confirmation-0", "b confirmation-0"]);
    expect(isSettled("a") && isSettled("b")).to.equal(true);
    expect(resultOf("a")).not.to.have.property("repeats");
  });

  describe("of a booking that a release before this one has changed", () => {
    const fitting: Record<MessageKind, readonly BookingStatus[]> = {
      request: ["pending"],
      confirmation: ["confirmed"],
      change: ["pending", "confirmed"],
      reminder: ["confirmed"],
      cancellation: ["cancelled"],
      rejection: ["rejected", "expired"],
      link: bookingStatuses,
    };
    for (const kind of Object.keys(fitting) as MessageKind[]) {
      it(`sends the ${kind} only where it is still true`, async () => {
        for (const status of bookingStatuses) {
          const owes = kind === "link" ? { owesLink: true, linksAsked: 1 } : { owes: kind };
          const { owes: _, ...since } = oweMessage("confirmation", now);
          bookings.set(
            status,
            aBooking({ bookingId: status, status, sequence: 1, ...since, ...owes }),
          );
        }
        await minutes(3);
        const told = outbox.map((each) => each.split(" ")[0]);
        expect(told).to.have.members([...fitting[kind]]);
        for (const status of bookingStatuses) expect(isSettled(status), status).to.equal(true);
      });
    }
  });

  it("repeats ever less often what is never answered: each may be one more mail", async () => {
    owing("a");
    let tries = 0;
    answer = () => {
      tries++;
      return unanswered();
    };
    await minutes(12);
    expect(tries).to.be.within(10, 12);
    await minutes(24 * 60);
    expect(tries).to.be.below(24);
  });

  it("puts whoever fails at the back, so that mails which SES never takes hold up nobody", async () => {
    answer = ({ tags }) =>
      String(tags.bookingId).startsWith("z") ? refused() : { ok: true, messageId: "m" };
    for (let index = 0; index < 12; index++) owing(`z${index}`);
    for (let index = 0; index < 5; index++) owing(`ok${index}`, { owedFrom: addMinutes(now, 1.1) });
    await minutes(4);
    expect(outbox).to.have.length(5);
  });

  it("stops looking once SES takes nothing, and once its time is over", async () => {
    for (let index = 0; index < 30; index++) owing(`${index}`);
    answer = refused;
    expect((await sweep()).putOff).to.equal(5);
    answer = () => {
      passed += 3_000;
      return { ok: true, messageId: "m" };
    };
    time = addMinutes(time, 1);
    expect((await sweep()).settled).to.equal(5);
  });

  it("ends quietly where the table is out, since no release is to blame", async () => {
    const out = () => Promise.reject(Object.assign(new Error("out"), { name: "TimeoutError" }));
    const run = sendOwed(
      business,
      { due: out },
      store,
      channels,
      results,
      failures,
      () => time,
      () => 0,
    );
    expect(await run()).to.deep.equal({ settled: 0, putOff: 0, failed: 0, givenUp: 0 });
    owing("a");
    const blind = sendOwed(
      business,
      owed,
      { find: out },
      channels,
      results,
      failures,
      () => time,
      () => 0,
    );
    expect((await blind()).failed).to.equal(0);
  });
});
