import { expect } from "chai";
import type { Actor, Booking } from "../../../../handlers/bookings/booking";
import type { Channel } from "../../../../handlers/bookings/messages/channel";
import { mailChannel } from "../../../../handlers/bookings/messages/mail-channel";
import type { MessageKind, MessageResult } from "../../../../handlers/bookings/messages/message";
import type { Claim } from "../../../../handlers/bookings/messages/message-results";
import { customerChannels, sendMessage } from "../../../../handlers/bookings/messages/send-message";
import { smsChannel } from "../../../../handlers/bookings/messages/sms-channel";
import type { OutgoingMail, SendResult } from "../../../../handlers/runtime/mailer";
import { aBooking, now } from "../../../support/bookings";
import { business } from "../../../support/fixture-business";
import { FakeMessageResults } from "../../../support/stores/fake-message-results";
import { keepVariables } from "../../../support/variables";

describe("a message to a customer, by mail or SMS", () => {
  /** Everything that happened, in order. */
  let events: string[];
  /** As the table has them. */
  let bookings: Map<string, Booking>;
  let results: FakeMessageResults;
  let left: number;
  let answer: () => { ok: true; messageId: string } | { ok: false; reason: string };
  let logged: { level: string; line: unknown }[];
  const { info, warn } = console;

  const messaging = (channels: readonly Channel[]) => ({
    channels,
    clock: () => now,
    results: {
      ...results,
      begin: async (bookingId: string, name: string, claimed: Claim) => {
        const claim = await results.begin(bookingId, name, claimed);
        if (claim !== "no") events.push(`begin ${name}`);
        return claim;
      },
      finish: async (bookingId: string, name: string, result: MessageResult) => {
        events.push(`finish ${name}`);
        await results.finish(bookingId, name, result);
      },
    },
  });
  const mailer = {
    from: "noreply@example.com",
    send: async ({ to }: OutgoingMail): Promise<SendResult> => {
      if (to.startsWith("later")) throw throttled();
      if (to.startsWith("silent")) throw Object.assign(new Error("reset"), { code: "ECONNRESET" });
      events.push(`mail to ${to}`);
      return to.startsWith("refused") ? refusal : { ok: true, messageId: "m-1" };
    },
  };
  let mails = Number.POSITIVE_INFINITY;
  const mail = mailChannel(business, mailer, { take: async () => mails-- > 0 });
  const throttled = () =>
    Object.assign(new Error("Rate exceeded for +237651844664."), {
      name: "ThrottlingException",
      $metadata: { httpStatusCode: 400 },
    });
  const refusal = { ok: false, reason: "InvalidParameterValue" } as const;
  const sms = smsChannel(
    business,
    {
      send: async (phone) => {
        const sent = answer();
        events.push(`sms to ${phone}`);
        return sent;
      },
    },
    {
      take: async (at) => {
        events.push(`take ${at}`);
        return left-- > 0;
      },
    },
  );
  const send = (booking: Booking, kind: MessageKind) => {
    if (!bookings.has(booking.bookingId)) bookings.set(booking.bookingId, booking);
    return sendMessage(messaging([mail, sms]), booking, kind);
  };
  const kept = (bookingId = aBooking().bookingId) => bookings.get(bookingId)?.mail ?? {};
  const noAddress = (changes: Partial<Booking> = {}) => {
    const { customerEmail: _, ...booking } = aBooking(changes);
    return booking;
  };
  const by = (actor: Actor) => [{ at: now, by: actor, status: "confirmed" as const }];
  const sentSms = () => events.filter((event) => event.startsWith("sms"));

  beforeEach(() => {
    events = [];
    bookings = new Map();
    results = new FakeMessageResults(bookings);
    left = 10;
    mails = Number.POSITIVE_INFINITY;
    answer = () => ({ ok: true, messageId: "s-1" });
    logged = [];
    console.info = (line) => logged.push({ level: "info", line });
    console.warn = (line) => logged.push({ level: "warn", line });
  });
  afterEach(() => Object.assign(console, { info, warn }));

  it("goes by SMS to who left no address, counted before it is sent", async () => {
    await send(noAddress(), "confirmation");
    expect(events).to.deep.equal([
      "begin sms-confirmation-0",
      `take ${now}`,
      "sms to +237651844664",
      "finish sms-confirmation-0",
    ]);
    const result = { status: "sent", messageId: "s-1", at: now };
    expect(kept()).to.deep.equal({ "sms-confirmation-0": result });
  });

  it("goes by mail alone to who has an address", async () => {
    for (const kind of ["confirmation", "reminder"] as const) await send(aBooking(), kind);
    expect(sentSms()).to.deep.equal([]);
    expect(Object.keys(kept())).to.deep.equal(["confirmation-0", "reminder-0"]);
  });

  it("goes by SMS where the mail bounced, and not where it was marked as spam", async () => {
    const bounced = aBooking({ mail: { "confirmation-0": { status: "bounced", at: now } } });
    await send(bounced, "reminder");
    expect(kept()["reminder-0"]?.status).to.equal("suppressed");
    expect(kept()["sms-reminder-0"]?.status).to.equal("sent");
    const spam = aBooking({
      bookingId: "b",
      mail: { ...bounced.mail, "change-1": { status: "complained", at: now } },
      sequence: 2,
    });
    await send(spam, "reminder");
    expect(sentSms()).to.have.length(1);
  });

  it("goes by SMS at once where SES refuses the address, which the booking keeps", async () => {
    await send(aBooking({ customerEmail: "refused@example.com" }), "confirmation");
    expect(kept()["confirmation-0"]).to.deep.equal({
      status: "failed",
      reason: "InvalidParameterValue",
      at: now,
    });
    expect(kept()["sms-confirmation-0"]?.status).to.equal("sent");
  });

  it("goes with the link to who asked for it, once for each time", async () => {
    const asked = (linksAsked: number) => noAddress({ linksAsked, history: by("customer") });
    for (const booking of [asked(1), asked(1), asked(2)]) await send(booking, "link");
    expect(Object.keys(kept())).to.deep.equal(["sms-link-1", "sms-link-2"]);
    expect(sentSms()).to.have.length(2);
  });

  it("still goes by SMS when the mail bounced only after it was sent", async () => {
    await send(aBooking(), "reminder");
    const { bookingId } = aBooking();
    await results.record(bookingId, "reminder-0", { status: "bounced", at: now });
    await send(bookings.get(bookingId) as Booking, "reminder");
    expect(Object.keys(kept())).to.deep.equal(["reminder-0", "sms-reminder-0"]);
  });

  it("goes once, however often it is asked for", async () => {
    for (let time = 0; time < 3; time++) await send(noAddress(), "reminder");
    expect(sentSms()).to.have.length(1);
    expect(left).to.equal(9);
  });

  it("goes again for a moved visit", async () => {
    await send(noAddress(), "reminder");
    await send(noAddress({ sequence: 1 }), "reminder");
    expect(sentSms()).to.have.length(2);
  });

  it("costs no SMS for what the customer did, or for a request that waits", async () => {
    for (const kind of ["change", "cancellation", "request"] as const) {
      await send(noAddress({ history: by("customer") }), kind);
    }
    expect(events).to.deep.equal([]);
    for (const kind of ["change", "cancellation", "rejection"] as const) {
      await send(noAddress({ history: by("admin:petra") }), kind);
    }
    expect(sentSms()).to.have.length(3);
  });

  it("goes nowhere without a phone number", async () => {
    await send(noAddress({ customerPhone: "" }), "confirmation");
    expect(events).to.deep.equal([]);
  });

  it("stays unsent once the month is used up, which the booking and the log say for good", async () => {
    left = 0;
    await send(noAddress(), "confirmation");
    left = 5;
    await send(noAddress(), "confirmation");
    expect(sentSms()).to.deep.equal([]);
    expect(kept()["sms-confirmation-0"]).to.deep.equal({ status: "capped", at: now });
    const { bookingId } = aBooking();
    const line = { event: "sms.capped", bookingId, mail: "sms-confirmation-0" };
    expect(logged).to.deep.equal([{ level: "warn", line }]);
  });

  it("keeps a number that is refused as failed", async () => {
    answer = () => ({ ok: false, reason: "InvalidParameter" });
    await send(noAddress(), "confirmation");
    expect(kept()["sms-confirmation-0"]).to.deep.equal({
      status: "failed",
      reason: "InvalidParameter",
      at: now,
    });
  });

  it("is tried again after a passing failure, which mails nobody a second time", async () => {
    const bounced = aBooking({ mail: { "confirmation-0": { status: "bounced", at: now } } });
    answer = () => {
      throw throttled();
    };
    const failure = await send(bounced, "reminder").catch((error: Error) => error.message);
    expect(failure, "the name alone").to.equal("ThrottlingException");
    expect(kept()["sms-reminder-0"]?.status).to.equal("waiting");
    answer = () => ({ ok: true, messageId: "s-2" });
    await send(bookings.get(bounced.bookingId) as Booking, "reminder");
    expect(kept()["sms-reminder-0"]?.status).to.equal("sent");
    expect(events.filter((event) => event === "begin reminder-0")).to.have.length(1);
    expect(left, "tries use up no more of the month").to.equal(9);
  });

  it("is tried again at once where SES did not take it, and after its lease where no answer came", async () => {
    const later = aBooking({ customerEmail: "later@example.com" });
    expect(await send(later, "confirmation").catch((error: Error) => error.name)).to.equal(
      "PutOff",
    );
    expect(kept()["confirmation-0"]?.status).to.equal("waiting");
    const silent = aBooking({ bookingId: "b", customerEmail: "silent@example.com" });
    expect(await send(silent, "confirmation").catch((error: Error) => error.name)).to.equal(
      "PutOff",
    );
    const claimed = { status: "sending", at: now, until: "2026-11-21T08:00:45Z" };
    expect(kept("b")["confirmation-0"]).to.deep.equal(claimed);
  });

  it("is held back once visitors have caused too many mails to the address", async () => {
    mails = 0;
    await send(aBooking(), "confirmation");
    expect(kept()["confirmation-0"]).to.deep.equal({ status: "held", at: now });
    await send(aBooking({ bookingId: "b", linksAsked: 1, history: by("admin:petra") }), "link");
    expect(kept("b")["link-1"]?.status).to.equal("held");
    for (const kind of ["change", "request"] as const) {
      await send(aBooking({ bookingId: kind, history: by("customer") }), kind);
      expect(kept(kind)[`${kind}-0`]?.status, kind).to.equal("held");
    }
    expect(events.filter((event) => event.startsWith("mail"))).to.deep.equal([]);
    expect(logged.at(-1)).to.deep.include({ level: "warn" });
  });

  it("is never held back where the business caused it, or it is a reminder or the cancellation of what was told", async () => {
    mails = 0;
    for (const status of ["sent", "delivered", "undelivered"] as const) {
      const mail = {
        "request-0": { status: "held", at: now },
        "link-1": { status, at: now },
      } as const;
      await send(aBooking({ bookingId: status, history: by("customer"), mail }), "cancellation");
    }
    await send(aBooking({ bookingId: "reminder", history: by("customer") }), "reminder");
    for (const kind of ["confirmation", "change", "rejection", "cancellation"] as const) {
      const mail = { "request-0": { status: "held", at: now } } as const;
      await send(aBooking({ bookingId: kind, history: by("admin:petra"), mail }), kind);
    }
    expect(events.filter((event) => event.startsWith("mail"))).to.have.length(8);
    expect(mails, "not even counted").to.equal(0);
  });

  it("tells nobody of the end of a visit that they never heard of, and counts where that is not known", async () => {
    const cancel = (bookingId: string, mail: Booking["mail"]) =>
      send(aBooking({ bookingId, history: by("customer"), mail }), "cancellation");
    await cancel("held", { "confirmation-0": { status: "held", at: now } });
    expect(kept("held")["cancellation-0"]?.status).to.equal("held");
    mails = 1;
    await cancel("early", {});
    await cancel("late", { "confirmation-0": { status: "superseded", at: now } });
    expect(kept("early")["cancellation-0"]?.status).to.equal("sent");
    expect(kept("late")["cancellation-0"]?.status).to.equal("held");
    expect(mails).to.equal(-1);
  });

  it("logs no number, name or address", async () => {
    await send(noAddress(), "confirmation");
    await send(aBooking(), "confirmation");
    expect(logged).to.have.length(2);
    expect(JSON.stringify(logged)).not.to.match(/237|Awa|@/);
  });

  it("goes by mail alone on a stage without SMS", () => {
    const restore = keepVariables();
    Object.assign(process.env, { MAIL_FROM: "a@example.com", MAIL_CONFIGURATION_SET: "set" });
    try {
      const names = (cap: string) => {
        process.env.SMS_MONTHLY_CAP = cap;
        return customerChannels(business).map(({ name }) => name);
      };
      expect(names("0")).to.deep.equal(["mail"]);
      expect(names("1")).to.deep.equal(["mail", "sms"]);
    } finally {
      restore();
    }
  });
});
