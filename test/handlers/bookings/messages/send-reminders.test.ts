import { expect } from "chai";
import PostalMime from "postal-mime";
import type { Business } from "../../../../contract/business";
import type { Booking } from "../../../../handlers/bookings/booking";
import { takenTimes } from "../../../../handlers/bookings/diary/ledger";
import { mailChannel } from "../../../../handlers/bookings/messages/mail-channel";
import type { MessageStatus } from "../../../../handlers/bookings/messages/message";
import { sendReminders } from "../../../../handlers/bookings/messages/send-reminders";
import type { OutgoingMail } from "../../../../handlers/runtime/mailer";
import { aBooking } from "../../../support/bookings";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";
import { FakeMessageResults, noLimit } from "../../../support/stores/fake-message-results";

describe("the reminders", () => {
  let diary: FakeBookingStore;
  let outbox: OutgoingMail[];
  let isDown: boolean;
  let downBy: string;
  let tries: number;
  const mailer = {
    from: "noreply@example.com",
    send: async (mail: OutgoingMail) => {
      tries++;
      if (isDown) throw Object.assign(new Error("awa@example.com"), { name: downBy });
      outbox.push(mail);
      return { ok: true as const, messageId: "m-1" };
    },
  };
  const sweep = (now: string, rules: Partial<Business["booking"]> = {}) => {
    const channels = [mailChannel(business, mailer, noLimit)];
    const results = new FakeMessageResults(diary.bookings);
    const of = { ...business, booking: { ...business.booking, ...rules } };
    return sendReminders(of, diary, diary, channels, results, () => now)();
  };
  const open = (...bookings: Booking[]) => {
    diary = new FakeBookingStore();
    outbox = [];
    tries = 0;
    downBy = "Throttling";
    for (const one of bookings) diary.bookings.set(one.bookingId, one);
  };
  const early = { createdAt: "2026-11-20T08:00:00Z" };
  /** 10:00 in Douala on Monday the 23rd is 09:00 UTC. */
  const dayBefore = "2026-11-22T09:30:00Z";

  beforeEach(() => {
    open(aBooking({ bookingId: "one", ...early }));
    isDown = false;
  });

  it("reminds once, within the 24 hours before the visit, with the time and the link", async () => {
    expect(await sweep(dayBefore)).to.deep.equal({ seen: 1, failed: 0 });
    await sweep("2026-11-22T10:30:00Z");
    expect(outbox).to.have.length(1);
    const mail = await PostalMime.parse(outbox[0]?.raw as Uint8Array);
    expect(mail.subject).to.equal("Reminder - Cornrows on Monday 23 November 2026");
    expect(mail.text).to.contain("10:00").and.to.contain("/manage#one.secret-token");
  });

  it("says nothing earlier than that", async () => {
    await sweep("2026-11-22T08:59:00Z");
    expect(outbox).to.deep.equal([]);
  });

  it("catches up after an outage while the visit is still to come, and not after", async () => {
    await sweep("2026-11-23T08:30:00Z");
    expect(outbox, "half an hour before").to.have.length(1);
    open(aBooking({ bookingId: "one", ...early }));
    await sweep("2026-11-23T09:00:00Z");
    expect(outbox, "when it begins").to.deep.equal([]);
  });

  it("passes over what is cancelled, pending, without an address, or was booked within the day", async () => {
    const { customerEmail: _, ...noAddress } = aBooking({ bookingId: "d", ...early });
    open(
      aBooking({ bookingId: "a", status: "cancelled", ...early }),
      aBooking({ bookingId: "b", status: "pending", ...early }),
      aBooking({ bookingId: "c", createdAt: "2026-11-22T12:00:00Z" }),
      noAddress,
    );
    await sweep("2026-11-22T13:00:00Z");
    expect(outbox).to.deep.equal([]);
  });

  it("reminds anew of the new time when a visit was moved", async () => {
    await sweep(dayBefore);
    const moved = { sequence: 1, startsAt: "2026-11-23T13:00:00Z" };
    diary.bookings.set("one", { ...(diary.bookings.get("one") as Booking), ...moved });
    await sweep("2026-11-22T14:00:00Z");
    expect(outbox.map(({ tags }) => tags.mail)).to.deep.equal(["reminder-0", "reminder-1"]);
  });

  it("says nothing beside a message that told the customer within the last day", async () => {
    const told = (name: string, status: MessageStatus, at: string) => {
      const sequence = Number(name.split("-").at(-1));
      open(aBooking({ bookingId: "one", ...early, sequence, mail: { [name]: { status, at } } }));
    };
    for (const name of ["confirmation-1", "change-2", "link-1", "sms-change-2"]) {
      for (const status of ["sent", "delivered"] as const) {
        told(name, status, "2026-11-21T10:00:00Z");
        await sweep(dayBefore);
        expect(outbox, `${name} ${status}`).to.deep.equal([]);
      }
    }
    told("change-2", "delivered", "2026-11-21T09:30:00Z");
    await sweep(dayBefore);
    expect(outbox, "a day ago").to.have.length(1);
    for (const status of ["failed", "undelivered", "sending", "capped"] as const) {
      told("change-2", status, "2026-11-22T09:00:00Z");
      await sweep(dayBefore);
      expect(outbox, status).to.have.length(1);
    }
  });

  it("lets a request expire once its time has come, and gives the time back", async () => {
    open();
    await diary.create(aBooking({ bookingId: "asked", status: "pending" }), {}, "");
    await sweep("2026-11-23T08:59:59Z");
    expect(diary.bookings.get("asked")?.status, "still to come").to.equal("pending");
    await sweep("2026-11-25T09:00:00Z");
    expect(diary.bookings.get("asked")).to.include({ status: "expired" });
    expect(diary.bookings.get("asked")?.history.at(-1)).to.include({ by: "system" });
    expect([...diary.ledger.values()].flatMap(takenTimes)).to.deep.equal([]);
    expect(outbox, "the notifier tells it").to.deep.equal([]);
  });

  it("lets a request expire that nobody has answered within the owner's hours, whatever its day", async () => {
    const asked = "2026-11-20T08:00:00Z";
    const history = [{ at: asked, by: "customer" as const, status: "pending" as const }];
    const of = (bookingId: string) => diary.bookings.get(bookingId)?.status;
    const request = { status: "pending", createdAt: asked, history } as const;
    open();
    await diary.create(aBooking({ bookingId: "asked", ...request }), {}, "");
    await diary.create(
      aBooking({
        bookingId: "later",
        appointmentDate: "2026-12-11",
        startsAt: "2026-12-11T09:00:00Z",
        ...request,
      }),
      {},
      "",
    );
    const moved = { at: "2026-11-21T07:00:00Z", by: "customer", status: "pending" } as const;
    const again = aBooking({ bookingId: "moved", staff: "aline", ...request });
    await diary.create({ ...again, history: [...history, moved] }, {}, "");

    await sweep("2026-11-21T07:59:59Z", { answerWithinHours: 24 });
    await sweep("2026-11-21T08:00:00Z");
    expect([of("asked"), of("later")], "in time, and without a deadline").to.deep.equal([
      "pending",
      "pending",
    ]);
    await sweep("2026-11-21T08:00:00Z", { answerWithinHours: 24 });
    expect([of("asked"), of("later")]).to.deep.equal(["expired", "expired"]);
    expect(of("moved"), "asked anew by its move").to.equal("pending");
  });

  it("reminds as long before the visit as the owner wants, or not at all", async () => {
    for (const [reminderHours, before, at] of [
      [2, "2026-11-23T06:59:00Z", "2026-11-23T07:00:00Z"],
      [48, "2026-11-21T08:59:00Z", "2026-11-21T09:00:00Z"],
    ] as const) {
      open(aBooking({ bookingId: "one", ...early }));
      await sweep(before, { reminderHours });
      expect(outbox, `more than ${reminderHours} hours before`).to.deep.equal([]);
      await sweep(at, { reminderHours });
      expect(outbox, `${reminderHours} hours before`).to.have.length(1);
    }
    const mail = { "confirmation-0": { status: "sent" as const, at: "2026-11-20T08:30:00Z" } };
    open(aBooking({ bookingId: "one", ...early, mail }));
    await sweep("2026-11-21T09:00:00Z", { reminderHours: 48 });
    expect(outbox, "told more than a day ago").to.have.length(1);
    open(aBooking({ bookingId: "one", ...early }));
    await sweep(dayBefore, { reminderHours: 0 });
    await sweep("2026-11-23T08:59:59Z", { reminderHours: 0 });
    expect(outbox).to.deep.equal([]);
  });

  it("lets one failure spoil no other reminder, and sends it in the next sweep", async () => {
    const error = console.error;
    console.error = () => {};
    isDown = true;
    try {
      expect(await sweep(dayBefore)).to.deep.equal({ seen: 1, failed: 1 });
    } finally {
      console.error = error;
    }
    isDown = false;
    expect(await sweep("2026-11-22T10:30:00Z")).to.deep.equal({ seen: 1, failed: 0 });
    expect(outbox).to.have.length(1);
  });

  it("tries one message in an outage, and leaves the others to the sweep of each minute", async () => {
    const { error } = console;
    const lines: unknown[] = [];
    console.error = (line) => lines.push(line);
    const ids = ["one", "two", "three"];
    const owed = () => ids.map((id) => diary.bookings.get(id)?.owes);
    try {
      for (const [name, count] of [
        ["TimeoutError", 1],
        ["AccessDenied", 3],
      ] as const) {
        open(...ids.map((bookingId) => aBooking({ bookingId, ...early })));
        isDown = true;
        downBy = name;
        expect((await sweep(dayBefore)).seen).to.equal(3);
        expect(tries, name).to.equal(count);
        expect(owed()).to.deep.equal(["reminder", "reminder", "reminder"]);
      }
      const { owedSince } = diary.bookings.get("one") as Booking;
      await sweep("2026-11-22T10:30:00Z");
      expect(diary.bookings.get("one")?.owedSince, "since the first try").to.equal(owedSince);
    } finally {
      console.error = error;
      isDown = false;
    }
    expect(JSON.stringify(lines)).not.to.contain("@example");
  });
});
