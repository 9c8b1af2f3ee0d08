import { expect } from "chai";
import type { Actor, Booking, MailResult } from "../../../../handlers/bookings/booking";
import type { Channel } from "../../../../handlers/bookings/messages/channel";
import type { MailKind } from "../../../../handlers/bookings/messages/mail";
import { mailChannel } from "../../../../handlers/bookings/messages/mail-channel";
import {
  customerChannels,
  tellCustomer,
} from "../../../../handlers/bookings/messages/tell-customer";
import { textChannel } from "../../../../handlers/bookings/messages/text-channel";
import { aBooking, now } from "../../../support/bookings";
import { business } from "../../../support/fixture-business";

describe("what a customer is told, by mail or as a text message", () => {
  /** Everything that happened, in order. */
  let events: string[];
  let results: Map<string, MailResult>;
  let left: number;
  let send: () => { ok: true; messageId: string } | { ok: false; reason: string };
  let logged: { level: string; line: unknown }[];
  const { info, warn } = console;

  const desk = (channels: readonly Channel[]) => ({
    channels,
    clock: () => now,
    results: {
      begin: async (_: string, name: string, at: string) => {
        const earlier = results.get(name);
        if (earlier && earlier.status !== "sending") return false;
        events.push(`begin ${name}`);
        results.set(name, { status: "sending", at });
        return true;
      },
      finish: async (_: string, name: string, result: MailResult) => {
        events.push(`finish ${name}`);
        results.set(name, result);
      },
    },
  });
  const mail = mailChannel(business, {
    from: "noreply@example.com",
    send: async ({ to }) => {
      events.push(`mail to ${to}`);
      return { ok: true, messageId: "m-1" };
    },
  });
  const texts = textChannel(
    business,
    {
      send: async (phone) => {
        const sent = send();
        events.push(`text to ${phone}`);
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
  const tell = (booking: Booking, kind: MailKind) =>
    tellCustomer(desk([mail, texts]), booking, kind);
  const noAddress = (changes: Partial<Booking> = {}) => {
    const { customerEmail: _, ...booking } = aBooking(changes);
    return booking;
  };
  const by = (actor: Actor) => [{ at: now, by: actor, status: "confirmed" as const }];
  const texted = () => events.filter((event) => event.startsWith("text"));

  beforeEach(() => {
    events = [];
    results = new Map();
    left = 10;
    send = () => ({ ok: true, messageId: "s-1" });
    logged = [];
    console.info = (line) => logged.push({ level: "info", line });
    console.warn = (line) => logged.push({ level: "warn", line });
  });
  afterEach(() => Object.assign(console, { info, warn }));

  it("goes as a text message to who left no address, counted before it is sent", async () => {
    await tell(noAddress(), "confirmation");
    expect(events).to.deep.equal([
      "begin sms-confirmation-0",
      `take ${now}`,
      "text to +237651844664",
      "finish sms-confirmation-0",
    ]);
    const result = { status: "sent", messageId: "s-1", at: now };
    expect([...results]).to.deep.equal([["sms-confirmation-0", result]]);
  });

  it("goes by mail alone to who has an address", async () => {
    for (const kind of ["confirmation", "reminder"] as const) await tell(aBooking(), kind);
    expect(texted()).to.deep.equal([]);
    expect([...results.keys()]).to.deep.equal(["confirmation-0", "reminder-0"]);
  });

  it("goes as a text message where the mail bounced, and not where it was marked as spam", async () => {
    const bounced = aBooking({ mail: { "confirmation-0": { status: "bounced", at: now } } });
    await tell(bounced, "reminder");
    expect(results.get("reminder-0")?.status).to.equal("suppressed");
    expect(results.get("sms-reminder-0")?.status).to.equal("sent");
    const spam = aBooking({
      bookingId: "b",
      mail: { ...bounced.mail, "change-1": { status: "complained", at: now } },
      sequence: 2,
    });
    await tell(spam, "reminder");
    expect(texted()).to.have.length(1);
  });

  it("still goes as a text message when the mail bounced only after it was sent", async () => {
    await tell(aBooking(), "reminder");
    const mails = { "reminder-0": { status: "bounced", at: now } as const };
    results.set("reminder-0", mails["reminder-0"]);
    await tell(aBooking({ mail: mails }), "reminder");
    expect([...results.keys()]).to.deep.equal(["reminder-0", "sms-reminder-0"]);
  });

  it("goes once, however often it is asked for", async () => {
    for (let time = 0; time < 3; time++) await tell(noAddress(), "reminder");
    expect(texted()).to.have.length(1);
    expect(left).to.equal(9);
  });

  it("goes again for a moved visit", async () => {
    await tell(noAddress(), "reminder");
    await tell(noAddress({ sequence: 1 }), "reminder");
    expect(texted()).to.have.length(2);
  });

  it("costs no message for what the customer did, or for a request that waits", async () => {
    for (const kind of ["change", "cancellation", "request"] as const) {
      await tell(noAddress({ history: by("customer") }), kind);
    }
    expect(events).to.deep.equal([]);
    for (const kind of ["change", "cancellation", "rejection"] as const) {
      await tell(noAddress({ history: by("admin:petra") }), kind);
    }
    expect(texted()).to.have.length(3);
  });

  it("goes nowhere without a phone number", async () => {
    await tell(noAddress({ customerPhone: "" }), "confirmation");
    expect(events).to.deep.equal([]);
  });

  it("stays unsent once the month is used up, which the booking and the log say for good", async () => {
    left = 0;
    await tell(noAddress(), "confirmation");
    left = 5;
    await tell(noAddress(), "confirmation");
    expect(texted()).to.deep.equal([]);
    expect(results.get("sms-confirmation-0")).to.deep.equal({ status: "capped", at: now });
    const { bookingId } = aBooking();
    const line = { event: "sms.capped", bookingId, mail: "sms-confirmation-0" };
    expect(logged).to.deep.equal([{ level: "warn", line }]);
  });

  it("keeps a number that is refused as failed", async () => {
    send = () => ({ ok: false, reason: "InvalidParameter" });
    await tell(noAddress(), "confirmation");
    expect(results.get("sms-confirmation-0")).to.deep.equal({
      ...{ status: "failed", reason: "InvalidParameter", at: now },
    });
  });

  it("is tried again after a passing failure, which mails nobody a second time", async () => {
    const bounced = aBooking({ mail: { "confirmation-0": { status: "bounced", at: now } } });
    send = () => {
      throw new Error("Throttled");
    };
    const failure = await tell(bounced, "reminder").catch((error: Error) => error.message);
    expect(failure).to.equal("Throttled");
    expect(results.get("sms-reminder-0")?.status).to.equal("sending");
    send = () => ({ ok: true, messageId: "s-2" });
    await tell(bounced, "reminder");
    expect(results.get("sms-reminder-0")?.status).to.equal("sent");
    expect(events.filter((event) => event === "begin reminder-0")).to.have.length(1);
    expect(left, "a second try counts again").to.equal(8);
  });

  it("logs no number, name or address", async () => {
    await tell(noAddress(), "confirmation");
    await tell(aBooking(), "confirmation");
    expect(logged).to.have.length(2);
    expect(JSON.stringify(logged)).not.to.match(/237|Awa|@/);
  });

  it("goes by mail alone on a stage without text messages", () => {
    const before = { ...process.env };
    Object.assign(process.env, { MAIL_FROM: "a@example.com", MAIL_CONFIGURATION_SET: "set" });
    try {
      const nouns = (cap: string) => {
        process.env.SMS_MONTHLY_CAP = cap;
        return customerChannels(business).map(({ noun }) => noun);
      };
      expect(nouns("0")).to.deep.equal(["mail"]);
      expect(nouns("1")).to.deep.equal(["mail", "sms"]);
    } finally {
      process.env = before;
    }
  });
});
