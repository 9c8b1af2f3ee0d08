import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { SESClient } from "@aws-sdk/client-ses";
import { expect } from "chai";
import PostalMime from "postal-mime";
import type { Booking } from "../../../../handlers/bookings/booking";
import { mailChannel } from "../../../../handlers/bookings/messages/mail-channel";
import { notifyCustomer } from "../../../../handlers/bookings/messages/notify-customer";
import { oweMessage } from "../../../../handlers/bookings/messages/owed";
import {
  type Mailer,
  type OutgoingMail,
  onceOnly,
  type SendResult,
  sesMailer,
} from "../../../../handlers/runtime/mailer";
import { aBooking, now } from "../../../support/bookings";
import { streamEvent } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeMessageResults, noLimit } from "../../../support/stores/fake-message-results";
import { keepVariables } from "../../../support/variables";

describe("the notifier on the bookings stream", () => {
  let outbox: OutgoingMail[];
  let answer: (mail: OutgoingMail) => SendResult;
  const mailer: Mailer = {
    from: "noreply@example.com",
    send: async (mail) => {
      const result = answer(mail);
      outbox.push(mail);
      return result;
    },
  };
  /** As the table has them when their changes come through the stream. */
  const bookings = new Map<string, Booking>();
  const notify = (...changes: { before?: Booking; after?: Booking }[]) => {
    for (const { after } of changes) {
      if (after && !bookings.has(after.bookingId)) bookings.set(after.bookingId, after);
    }
    const channels = [mailChannel(business, mailer, noLimit)];
    const results = new FakeMessageResults(bookings);
    return notifyCustomer(business, channels, results, () => now)(streamEvent(...changes));
  };
  const resultOf = (bookingId: string, name: string) => bookings.get(bookingId)?.mail[name];
  const parsed = (index = 0) => PostalMime.parse(outbox[index]?.raw as Uint8Array);

  beforeEach(() => {
    outbox = [];
    bookings.clear();
    answer = () => ({ ok: true, messageId: "m-1" });
  });

  it("confirms a new booking by mail with a calendar invitation", async () => {
    const booking = aBooking({ service: ["cornrows", "wash-treatment"] });
    expect(await notify({ after: booking })).to.deep.equal({ batchItemFailures: [] });
    expect(outbox.map(({ to }) => to)).to.deep.equal(["awa@example.com"]);
    const mail = await parsed();
    expect(mail.subject).to.equal(
      "Booking Confirmation - Cornrows + Wash and treatment on Monday 23 November 2026",
    );
    expect(mail.from?.address).to.equal("noreply@example.com");
    for (const part of [mail.text, mail.html]) {
      expect(part).to.contain("10:00");
      expect(part).to.contain("Monday 23 November 2026");
      expect(part).to.contain("4 River Street, Akwa, Douala, Cameroon");
      expect(part).to.contain("+237\u00a0651\u00a0844\u00a0664");
      expect(part).to.contain(`/manage#${booking.bookingId}.secret-token`);
    }
    const invitation = mail.attachments.find(({ mimeType }) => mimeType.includes("calendar"));
    const content =
      typeof invitation?.content === "string"
        ? invitation.content
        : new TextDecoder().decode(invitation?.content as ArrayBuffer);
    const ics = content.replace(/\r\n /g, "");
    expect(ics).to.contain("METHOD:REQUEST").and.to.contain("DTSTART:20261123T090000Z");
    expect(ics).to.contain(`UID:${booking.bookingId}@shopfront`);
    expect(resultOf(booking.bookingId, "confirmation-0")).to.deep.equal({
      status: "sent",
      at: now,
      messageId: "m-1",
    });
  });

  it("writes French to a French customer", async () => {
    await notify({ after: aBooking({ locale: "fr" }) });
    const mail = await parsed();
    expect(mail.subject).to.equal(
      "Confirmation de réservation - Nattes collées le lundi 23 novembre 2026",
    );
    expect(mail.text).to.match(/^Bonjour,\n/);
    expect(mail.text).to.contain("Nom\u00a0: Awa Ngo");
    expect(mail.text).to.contain("/fr/manage#");
  });

  it("mails each kind of change once", async () => {
    const confirmed = aBooking();
    const pending = aBooking({ status: "pending" });
    const cancelled = aBooking({ status: "cancelled", sequence: 1 });
    const moved = aBooking({ appointmentTime: "14:00", sequence: 1 });
    const subject = async (change: { before?: Booking; after?: Booking }) => {
      outbox = [];
      await notify(change);
      return outbox.length === 0 ? undefined : (await parsed()).subject?.split(" - ")[0];
    };
    expect(await subject({ after: pending })).to.equal("Booking Request");
    expect(await subject({ before: pending, after: { ...confirmed, sequence: 1 } })).to.equal(
      "Booking Confirmation",
    );
    expect(await subject({ before: confirmed, after: moved })).to.equal("Booking Changed");
    expect(await subject({ before: confirmed, after: cancelled })).to.equal("Booking Cancelled");
    expect(
      await subject({ before: pending, after: aBooking({ status: "rejected", sequence: 1 }) }),
    ).to.equal("Booking Not Possible");
  });

  it("tells a person once of what was removed together, and of everything later as always", async () => {
    const mark = { id: "2026-11-21T09:00:00Z.0a1b2c3d", sequence: 1, isTold: false };
    const visit = (bookingId: string, date: string) => ({ bookingId, appointmentDate: date });
    const removed = { status: "cancelled", sequence: 1 } as const;
    const [one, other] = [visit("one", "2026-11-23"), visit("other", "2026-11-24")];
    const silent = aBooking({ ...one, ...removed, removal: mark });
    const visits = ["2026-11-23T09:00:00Z", "2026-11-24T09:00:00Z"];
    const teller = { ...mark, isTold: true, visits, count: 2 };
    const last = aBooking({ ...other, ...removed, removal: teller });
    await notify(
      { before: aBooking(one), after: silent },
      { before: aBooking(other), after: last },
      // What became of that mail changes the booking, too.
      { before: last, after: { ...last, mail: { "cancellation-1": { status: "sent", at: now } } } },
    );
    expect(outbox.map(({ tags }) => tags)).to.deep.equal([
      { bookingId: "other", mail: "cancellation-1" },
    ]);
    // Told after all, because the one that was to tell went by itself.
    await notify({ before: silent, after: { ...silent, removal: teller } });
    expect(outbox.at(-1)?.tags).to.deep.equal({ bookingId: "one", mail: "cancellation-1" });
    // A later change of such a booking is nobody else's to tell.
    const restored = { ...silent, status: "confirmed", sequence: 2 } as const;
    await notify({ before: silent, after: restored });
    const own = { ...restored, status: "cancelled", sequence: 3 } as const;
    await notify({ before: restored, after: own });
    expect(outbox.map(({ tags }) => tags.mail).slice(2)).to.deep.equal([
      "confirmation-2",
      "cancellation-3",
    ]);
    // And a cancellation as an earlier release wrote it.
    outbox = [];
    await notify({ before: aBooking(), after: aBooking(removed) });
    expect(outbox).to.have.length(1);
  });

  it("sends the customer's link again, once for each time that they ask", async () => {
    const booking = aBooking();
    const asked = (linksAsked: number) => ({ ...booking, linksAsked });
    await notify({ before: booking, after: asked(1) });
    await notify({ before: booking, after: asked(1) });
    await notify({ before: asked(1), after: asked(2) });
    await notify({ before: asked(2), after: { ...asked(2), mail: {} } });
    expect(outbox.map(({ tags }) => tags.mail)).to.deep.equal(["link-1", "link-2"]);
    const mail = await parsed();
    expect(mail.subject).to.equal("Your Link - Cornrows on Monday 23 November 2026");
    expect(mail.text).to.contain(`/manage#${booking.bookingId}.secret-token`);
  });

  it("stays silent about its own bookkeeping, a completed visit, a deletion, and no address", async () => {
    const booking = aBooking();
    const { customerEmail: _, ...noAddress } = booking;
    const stored: Booking = { ...booking, mail: { "x-0": { status: "sent", at: now } } };
    await notify(
      { before: booking, after: stored },
      { before: booking, after: { ...booking, status: "completed" } },
      { before: booking },
      { after: noAddress },
    );
    expect(outbox).to.deep.equal([]);
    expect([...bookings.values()].map(({ mail }) => mail)).to.deep.equal([stored.mail]);
  });

  it("sends one mail when a batch is delivered twice", async () => {
    await notify({ after: aBooking() });
    await notify({ after: aBooking() });
    expect(outbox).to.have.length(1);
  });

  it("sends again what was cut off while sending", async () => {
    const mail = { "confirmation-0": { status: "sending", at: now } } as const;
    bookings.set(aBooking().bookingId, aBooking({ mail }));
    await notify({ after: aBooking() });
    expect(outbox).to.have.length(1);
  });

  it("keeps a refused mail as failed and does not ask for another try", async () => {
    answer = () => ({ ok: false, reason: "MessageRejected" });
    expect(await notify({ after: aBooking() })).to.deep.equal({ batchItemFailures: [] });
    expect(bookings.get(aBooking().bookingId)?.mail).to.deep.equal({
      "confirmation-0": { status: "failed", at: now, reason: "MessageRejected" },
    });
  });

  it("writes no more about a booking whose mail bounced, was complained about or suppressed", async () => {
    for (const status of ["bounced", "complained", "suppressed"] as const) {
      const mail = { "confirmation-0": { status, at: now } };
      const before = aBooking({ bookingId: status, mail });
      const after = aBooking({ bookingId: status, mail, status: "cancelled", sequence: 1 });
      expect(await notify({ before, after })).to.deep.equal({ batchItemFailures: [] });
      const result = { status: "suppressed", at: now };
      expect(resultOf(status, "cancellation-1")).to.deep.equal(result);
    }
    expect(outbox).to.deep.equal([]);
  });

  it("writes again after a mail that failed, was put off or came through", async () => {
    for (const status of ["failed", "undelivered", "delivered"] as const) {
      const mail = { "confirmation-0": { status, at: now } };
      const before = aBooking({ bookingId: status, mail });
      await notify({ before, after: { ...before, status: "cancelled", sequence: 1 } });
    }
    expect(outbox).to.have.length(3);
  });

  it("reports only the change whose mail failed for now", async () => {
    const error = console.error;
    const lines: unknown[] = [];
    console.error = (line) => lines.push(line);
    answer = ({ to }) => {
      if (to === "b@example.com") throw new Error("Throttling");
      return { ok: true, messageId: "m" };
    };
    try {
      const reply = await notify(
        { after: aBooking({ bookingId: "a" }) },
        { after: aBooking({ bookingId: "b", customerEmail: "b@example.com" }) },
        { after: aBooking({ bookingId: "c" }) },
      );
      expect(reply).to.deep.equal({ batchItemFailures: [{ itemIdentifier: "2" }] });
    } finally {
      console.error = error;
    }
    expect(outbox.map(({ tags }) => tags.bookingId)).to.deep.equal(["a", "c"]);
    expect(JSON.stringify(lines)).not.to.contain("b@example.com");
  });

  describe("of bookings that owe their message", () => {
    const { error, info } = console;
    let lines: { event: string }[];
    const owing = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        after: aBooking({ bookingId: `b${index}`, ...oweMessage("confirmation", now) }),
      }));
    const begun = () => [...bookings.values()].filter(({ mail }) => Object.keys(mail).length > 0);
    const refuseWith = (name: string, message: string, httpStatusCode = 400) => {
      answer = () => {
        throw Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
      };
    };
    beforeEach(() => {
      lines = [];
      // The SDK warns of sockets by itself.
      const keep = (line: { event?: string }) => line.event && lines.push(line as never);
      console.error = keep;
      console.info = keep;
    });
    afterEach(() => Object.assign(console, { error, info }));

    it("waits for one answer of a hanging SES and leaves the rest of the batch to the sweep", async () => {
      const silent = createServer(() => {}).listen(0, "127.0.0.1");
      await once(silent, "listening");
      const { port } = silent.address() as AddressInfo;
      const restore = keepVariables();
      Object.assign(process.env, {
        MAIL_FROM: "noreply@example.com",
        MAIL_CONFIGURATION_SET: "set",
      });
      try {
        const client = new SESClient({
          ...onceOnly,
          endpoint: `http://127.0.0.1:${port}`,
          region: "local",
          credentials: { accessKeyId: "test", secretAccessKey: "test" },
        });
        const batch = owing(9);
        for (const { after } of batch) bookings.set(after.bookingId, after);
        const notifier = notifyCustomer(
          business,
          [mailChannel(business, sesMailer(client), noLimit)],
          new FakeMessageResults(bookings),
          () => now,
        );
        const start = performance.now();
        expect(await notifier(streamEvent(...batch))).to.deep.equal({ batchItemFailures: [] });
        expect(performance.now() - start).to.be.within(3_000, 8_000);
      } finally {
        restore();
        silent.close();
      }
      expect(begun().map(({ bookingId }) => bookingId)).to.deep.equal(["b0"]);
      expect([...bookings.values()].every(({ owes }) => owes === "confirmation")).to.equal(true);
      expect(lines.map(({ event }) => event)).to.deep.equal([
        "message.put-off",
        ...Array.from({ length: 8 }, () => "message.left"),
      ]);
    });

    it("tries each batch anew", async () => {
      refuseWith("Throttling", "Maximum sending rate exceeded.");
      await notify(...owing(2));
      answer = () => ({ ok: true, messageId: "m" });
      await notify(...owing(2));
      expect(outbox.map(({ tags }) => tags.bookingId)).to.deep.equal(["b0", "b1"]);
    });

    it("begins nothing that could not end within its time", async () => {
      const results = new FakeMessageResults(bookings);
      const channels = [mailChannel(business, mailer, noLimit)];
      let passed = 0;
      answer = () => {
        passed += 5_000;
        return { ok: true, messageId: "m" };
      };
      const batch = owing(6);
      for (const { after } of batch) bookings.set(after.bookingId, after);
      const clock = () => now;
      const reply = await notifyCustomer(
        business,
        channels,
        results,
        clock,
        () => passed,
      )(streamEvent(...batch));
      expect(reply).to.deep.equal({ batchItemFailures: [] });
      expect(outbox).to.have.length(3);
    });

    it("reports at once what SES denies the stage, which is no outage", async () => {
      for (const [name, message] of [
        ["AccessDenied", "User is not authorized to perform `ses:SendRawEmail'"],
        ["AccountSendingPausedException", "Sending is paused."],
        ["MessageRejected", "The following identities failed the check: noreply@example.com"],
      ] as const) {
        refuseWith(name, message, 403);
        const reply = await notify(...owing(2));
        const failed = [{ itemIdentifier: "1" }, { itemIdentifier: "2" }];
        expect(reply, name).to.deep.equal({ batchItemFailures: failed });
        expect(
          begun().every(({ owes }) => owes),
          "not lost",
        ).to.equal(true);
      }
      expect(resultOf("b0", "confirmation-0")?.status).to.equal("waiting");
    });

    it("reports what an outage holds up where a release before this one has noted nothing", async () => {
      refuseWith("ServiceUnavailable", "out", 503);
      const [one, other] = owing(2).map(({ after }) => after) as [Booking, Booking];
      const cancelled = { status: "cancelled", sequence: 1 } as const;
      const reply = await notify(
        { before: one, after: { ...one, ...cancelled } },
        { before: other, after: { ...other, ...cancelled } },
      );
      const failed = [{ itemIdentifier: "1" }, { itemIdentifier: "2" }];
      expect(reply).to.deep.equal({ batchItemFailures: failed });
    });

    it("logs the name of what SES says and no address", async () => {
      const sentence =
        "The following identities failed the check in region CA-CENTRAL-1: awa@example.com, noreply@example.com";
      for (const name of ["MessageRejected", "Throttling"]) {
        refuseWith(name, sentence);
        await notify(...owing(1));
      }
      const errors = lines as { event: string; message?: string }[];
      expect(errors.map(({ event, message }) => `${event} ${message}`)).to.deep.equal([
        "stream.failed MessageRejected",
        "message.put-off Throttling",
      ]);
      expect(JSON.stringify(lines)).not.to.match(/@|identities|<address>/);
    });
  });

  it("does not let a name break out of the mail's HTML or headers", async () => {
    const name = 'Awa <script>alert(1)</script>\r\nBcc: all@example.com "x"';
    await notify({ after: aBooking({ customerName: name }) });
    const mail = await parsed();
    expect(mail.html).not.to.contain("<script>");
    expect(mail.bcc ?? []).to.deep.equal([]);
    expect(mail.headers.map(({ key }) => key)).not.to.include("bcc");
  });

  it("keeps a name with quotes inside the invitation's own", async () => {
    const attendee = async (customerName: string) => {
      outbox = [];
      bookings.clear();
      await notify({ after: aBooking({ customerName }) });
      const { attachments } = await parsed();
      const [file] = attachments.filter(({ mimeType }) => mimeType.startsWith("text/calendar"));
      const text = Buffer.from(file?.content as Uint8Array).toString("utf8");
      return text
        .replace(/\r?\n /g, "")
        .split(/\r?\n/)
        .find((line) => /^ATTENDEE/.test(line));
    };
    expect(await attendee('Awa "Mimi";RSVP=TRUE:mailto:all Ngo')).to.match(
      /^ATTENDEE[^"]*CN="Awa 'Mimi';RSVP=TRUE:mailto:all Ngo"[^"]*$/,
    );
    // A name with an address in it, as an earlier release took it, is left out.
    expect(await attendee('Awa "Mimi":mailto:all@example.com Ngo')).to.match(
      /^ATTENDEE[^"]*CN="awa@example.com"[^"]*:mailto:awa@example.com$/i,
    );
  });
});
