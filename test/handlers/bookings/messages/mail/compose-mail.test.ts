import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import PostalMime, { type Email } from "postal-mime";
import type { Booking } from "../../../../../handlers/bookings/booking";
import { composeMail } from "../../../../../handlers/bookings/messages/mail/compose-mail";
import type { MessageKind } from "../../../../../handlers/bookings/messages/message";
import { aBooking, now } from "../../../../support/bookings";
import { business } from "../../../../support/fixture-business";

const kinds: MessageKind[] = [
  "confirmation",
  "request",
  "change",
  "reminder",
  "link",
  "cancellation",
  "rejection",
];
const moved = (changes: Partial<Booking> = {}) =>
  aBooking({
    appointmentTime: "14:30",
    staff: "solange",
    sequence: 1,
    history: [
      { at: now, by: "customer", status: "confirmed" },
      {
        at: now,
        by: "customer",
        status: "confirmed",
        movedFrom: "petra 2026-12-01T09:00:00Z",
        movedTo: "solange 2026-11-23T13:30:00Z",
      },
    ],
    ...changes,
  });

describe("a mail about a booking", () => {
  const compose = (kind: MessageKind, changes: Partial<Booking> = {}) =>
    composeMail(business, aBooking(changes), kind, "hello@wouri.example");
  const read = async (kind: MessageKind, changes: Partial<Booking> = {}): Promise<Email> =>
    PostalMime.parse(await compose(kind, changes));
  const calendarOf = ({ attachments }: Email) =>
    Buffer.from(attachments[0]?.content as ArrayBuffer).toString("utf8");
  /** The attachment as it travels; the parser writes line ends of its own. */
  const attachedBytes = (raw: Buffer) => {
    const part = raw
      .toString("latin1")
      .split(/\r\n--.*(?:\r\n|$)/)
      .find((each) => /^Content-Type: text\/calendar/.test(each));
    return Buffer.from(part?.split("\r\n\r\n")[1] ?? "", "base64").toString("utf8");
  };
  const header = (raw: Buffer, name: string) =>
    new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, "im").exec(raw.toString("latin1"))?.[1];

  it("leaves with CRLF after every line, each of them short, and nothing but ASCII", async () => {
    for (const kind of kinds) {
      for (const locale of ["en", "fr"] as const) {
        const raw = await compose(kind, { locale, status: "pending" });
        const text = raw.toString("latin1");
        expect(text.match(/(?<!\r)\n|\r(?!\n)/g), `${kind} ${locale}`).to.equal(null);
        expect(text.endsWith("\r\n")).to.equal(true);
        expect(Math.max(...text.split("\r\n").map((line) => line.length))).to.be.at.most(998);
        expect(text).to.match(/^[\r\n\x20-\x7e]*$/);
      }
    }
  });

  it("comes from, is answered to, and invites to one and the same address", async () => {
    const mail = await read("confirmation");
    const ics = calendarOf(mail);
    expect(mail.from).to.deep.equal({ name: "Wouri Braids", address: business.email });
    expect(mail.replyTo?.map(({ address }) => address)).to.deep.equal([business.email]);
    expect(ics.match(/^ORGANIZER.*$/gm)).to.deep.equal([
      `ORGANIZER;CN="Wouri Braids":mailto:${business.email}`,
    ]);
  });

  it("is answered to the business where the sender is an address that nobody reads", async () => {
    const raw = await composeMail(
      business,
      aBooking(),
      "confirmation",
      "noreply@dev.wouri.example",
    );
    const mail = await PostalMime.parse(raw);
    expect(mail.from).to.deep.equal({
      name: "Wouri Braids",
      address: "noreply@dev.wouri.example",
    });
    expect(mail.replyTo?.[0]?.address).to.equal(business.email);
    expect(calendarOf(mail)).to.contain(`mailto:${business.email}`);
  });

  it("has one attachment, which says the same method as its part and has a name to understand", async () => {
    const methods = {
      confirmation: ["confirmed", "REQUEST"],
      request: ["pending", "REQUEST"],
      cancellation: ["cancelled", "CANCEL"],
      rejection: ["rejected", "CANCEL"],
    } as const;
    for (const [kind, [status, method]] of Object.entries(methods)) {
      const raw = await compose(kind as MessageKind, { status });
      const mail = await PostalMime.parse(raw);
      expect(
        mail.attachments.map(({ filename }) => filename),
        kind,
      ).to.deep.equal(["Wouri Braids 2026-11-23.ics"]);
      const [file] = mail.attachments;
      expect(file).to.include({ mimeType: "text/calendar", method, disposition: "attachment" });
      const ics = attachedBytes(raw);
      expect(ics).to.contain(`\r\nMETHOD:${method}\r\n`);
      expect(ics.endsWith("\r\nEND:VCALENDAR\r\n")).to.equal(true);
      expect(ics).not.to.match(/(?<!\r)\n/);
    }
  });

  it("lists the visits that were removed together, in both languages, and no more than it can", async () => {
    const starts = (count: number) =>
      Array.from(
        { length: count },
        (_, day) => `2026-12-${String(day + 1).padStart(2, "0")}T09:00:00Z`,
      );
    const removal = (visits: string[], count = visits.length) => ({
      status: "cancelled" as const,
      sequence: 1,
      removal: { id: "2026-11-21T09:00:00Z.0a1b2c3d", sequence: 1, isTold: true, visits, count },
    });
    const mail = await read("cancellation", removal(starts(2)));
    expect(mail.subject).to.equal("Bookings Cancelled - from Tuesday 1 December 2026 on");
    for (const part of [mail.text, mail.html]) {
      expect(part).to.contain("we had to cancel your appointments.");
      expect(part).to.contain("please delete them there");
      expect(part).to.contain("Tuesday 1 December 2026 at\u00a010:00");
      expect(part).to.contain("Wednesday 2 December 2026 at\u00a010:00");
      expect(part).not.to.contain("23 November");
    }
    expect(mail.text).not.to.contain("more:");
    const french = await read("cancellation", { ...removal(starts(20), 191), locale: "fr" });
    expect(french.subject).to.equal("Réservations annulées - à partir du mardi 1er décembre 2026");
    expect(french.text).to.contain(
      "Rendez-vous 20\u00a0: dimanche 20 décembre 2026 à\u00a010\u00a0h",
    );
    expect(french.text).to.contain("Autres\u00a0: 171 de plus");
    // The same booking in a later state, and one that was removed alone, tell of themselves.
    const later = { ...removal(starts(2)), sequence: 3 };
    expect((await read("cancellation", later)).subject).to.contain("23 November");
    const alone = await read("cancellation", removal(starts(1)));
    expect(alone.subject).to.match(/^Booking Cancelled - Cornrows on Monday 23 November/);
  });

  it("says that the business has cancelled where it has, and is sorry", async () => {
    const history = (by: "customer" | "admin:petra") => [
      { at: "2026-11-20T08:00:00Z", by: "customer" as const, status: "confirmed" as const },
      { at: "2026-11-21T08:00:00Z", by, status: "cancelled" as const },
    ];
    const mailOf = (by: "customer" | "admin:petra", locale: "en" | "fr") =>
      read("cancellation", { status: "cancelled", history: history(by), locale });
    expect((await mailOf("customer", "en")).text).to.contain("has been cancelled");
    expect((await mailOf("admin:petra", "en")).text).to.contain("we had to cancel");
    expect((await mailOf("customer", "fr")).text).to.contain("a été annulé");
    expect((await mailOf("admin:petra", "fr")).text).to.contain("Nous regrettons d'avoir dû");
  });

  it("promises no move to who has none left", async () => {
    const one = { ownMoves: business.booking.maxOwnMoves - 1 };
    expect((await read("change", one)).text).to.contain("You can move or cancel online");
    const none = { ownMoves: business.booking.maxOwnMoves };
    for (const [locale, says, not] of [
      ["en", "You can cancel online", "move or cancel"],
      ["fr", "Vous pouvez annuler en ligne", "déplacer ou annuler"],
    ] as const) {
      const mail = await read("change", { ...none, locale });
      for (const part of [mail.text, mail.html]) {
        expect(part).to.contain(says).and.not.to.contain(not);
      }
    }
  });

  it("names the services, price, length, person, place and code, as text and as HTML", async () => {
    const mail = await read("confirmation", { service: ["cornrows", "wash-treatment"] });
    const said = [
      "Cornrows + Wash and treatment",
      "Monday 23 November 2026 at\u00a010:00",
      "Petra",
      "2\u00a0h\u00a030",
      "FCFA\u00a015,000",
      "Wouri Braids, 4 River Street, Akwa, Douala, Cameroon",
      business.address.mapUrl,
      "8Y5-5W8",
      "You can move or cancel online until your appointment begins.",
      "/manage#7c6f1f0e-95b4-4a3c-8f3a-0d8a1f5b2c11.secret-token",
      "+237\u00a0651\u00a0844\u00a0664",
    ];
    for (const words of said) {
      expect(mail.text).to.contain(words);
      expect(mail.html).to.contain(words);
    }
    expect(mail.html?.match(/<a /g), "button, map and phone").to.have.length(3);
    expect(`${mail.text}${mail.html}`).not.to.match(/Africa|7c6f1f0e(?!-95b4-4a3c[\w-]*\.secret)/);
  });

  it("writes the date and time as French people do", async () => {
    const changes = { locale: "fr", appointmentDate: "2026-12-01" } as const;
    const mail = await read("confirmation", changes);
    for (const part of [mail.text, mail.html]) {
      expect(part).to.contain("mardi 1er décembre 2026 à\u00a010\u00a0h");
      expect(part).to.contain("+237\u00a06\u00a051\u00a084\u00a046\u00a064");
    }
    expect(mail.subject).to.contain("le mardi 1er décembre 2026");
  });

  it("says of a move when and with whom the visit was, and is now", async () => {
    const mail = await read("change", moved());
    expect(mail.text).to.contain("Before: Tuesday 1 December 2026 at\u00a010:00, with Petra\n");
    expect(mail.text).to.contain(
      "New time: Monday 23 November 2026 at\u00a014:30\nWith: Solange\n",
    );
    expect(mail.html).to.contain("<s>Tuesday 1 December 2026 at\u00a010:00, with Petra</s>");
    const french = await read("change", moved({ locale: "fr" }));
    expect(french.text).to.contain(
      "Avant\u00a0: mardi 1er décembre 2026 à\u00a010\u00a0h, avec Petra",
    );
    expect((await read("confirmation", moved())).text).not.to.contain("Before");
  });

  it("shows nothing as confirmed while a request waits", async () => {
    for (const kind of ["request", "change", "link"] as const) {
      for (const locale of ["en", "fr"] as const) {
        const mail = await read(kind, moved({ locale, status: "pending" }));
        const ics = calendarOf(mail).replace(/\r?\n /g, "");
        const told = `${mail.subject}${mail.text}${mail.html}${ics.replaceAll("(to be confirmed)", "").replaceAll("(à confirmer)", "")}`;
        expect(told, `${kind} ${locale}`).not.to.match(/confirm/i);
        expect(told).not.to.match(/your appointment (is|has)|votre rendez-vous (est|a été)/i);
        expect(ics).to.contain("STATUS:TENTATIVE");
        expect(ics).to.contain(locale === "en" ? "(to be confirmed)" : "(à confirmer)");
      }
    }
  });

  it("offers another visit once this one is over, and no change", async () => {
    const mail = await read("cancellation", { status: "cancelled", locale: "fr" });
    expect(mail.html).to.contain('href="https://www.example.com/fr/book"');
    expect(`${mail.text}${mail.html}`).not.to.match(/manage|jusqu'au début/);
  });

  it("keeps what was sold, whatever the business has changed since", async () => {
    const sold = {
      services: [{ id: "gone", name: { en: "Goddess braids", fr: "Tresses déesse" } }],
      staffName: "Mireille",
      durationMinutes: 75,
      bufferMinutes: 0,
      priceMinor: 12_500,
      currency: "XAF",
    };
    const { text, subject } = await PostalMime.parse(
      await composeMail(
        business,
        { ...aBooking(), service: ["gone"], staff: "m", sold },
        "reminder",
        "hello@wouri.example",
      ),
    );
    expect(subject).to.contain("Goddess braids");
    expect(text).to.contain("With: Mireille\nDuration: 1\u00a0h\u00a015\nPrice: FCFA\u00a012,500");
    const { priceMinor: _, ...unknown } = sold;
    expect((await read("reminder", { sold: unknown })).text).not.to.contain("Price");
  });

  it("reads in the dark and without images: both palettes, no picture, one language", async () => {
    const { html = "" } = await read("confirmation", { locale: "fr" });
    expect(html).to.match(/^<!doctype html>\s*<html lang="fr"/);
    expect(html).to.contain('<meta name="color-scheme" content="light dark">');
    expect(html).to.contain("@media (prefers-color-scheme:dark)");
    expect(html).not.to.match(/<img|url\(|<script|<link/);
    const site = readFileSync(join(__dirname, "../../../../../www/style/base.css"), "utf8");
    for (const colour of ["#fbf5ec", "#a83f22", "#3a1530", "#d9a441", "#2a1622"]) {
      expect(html).to.contain(colour);
      expect(site).to.contain(colour);
    }
  });

  it("has no word of the visitor in its headers, encoded or not", async () => {
    const name = "=?utf-8?b?V2luIGEgcGhvbmU=?=";
    for (const kind of kinds) {
      const raw = await compose(kind, { customerName: name });
      const head = raw.toString("latin1").split("\r\n\r\n")[0] ?? "";
      expect(head).not.to.match(/V2lu|Win a/);
      expect(header(raw, "To")).to.equal("awa@example.com");
      const mail = await PostalMime.parse(raw);
      expect(mail.text).to.contain(name);
      const ics = calendarOf(mail);
      expect(`${mail.subject}${mail.text}${mail.html}${ics}`).not.to.contain("Win a phone");
    }
  });

  it("greets without the name that an earlier release took and that advertises something", async () => {
    for (const customerName of ["Win at www.casino.example", "Call 651 84 46 64", "a@b.co"]) {
      const mail = await read("confirmation", { customerName });
      expect(mail.text).to.match(/^Hello,\n/);
      expect(`${mail.text}${mail.html}`).not.to.contain(customerName);
    }
  });
});
