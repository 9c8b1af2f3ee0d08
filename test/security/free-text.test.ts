import { expect } from "chai";
import PostalMime from "postal-mime";
import * as v from "valibot";
import * as routes from "../../contract/operations";
import { type Operation, wantsEdgeKey } from "../../contract/operations/operation";
import { composeMail } from "../../handlers/bookings/messages/mail/compose-mail";
import { mailContent } from "../../handlers/bookings/messages/mail/content";
import type { MessageKind } from "../../handlers/bookings/messages/message";
import { composeSms, type SmsKind } from "../../handlers/bookings/messages/sms";
import { aBooking } from "../support/bookings";
import { business } from "../support/fixture-business";
import { hostileTexts } from "../support/inputs";

const kinds = {
  confirmation: "confirmed",
  request: "pending",
  change: "confirmed",
  reminder: "confirmed",
  link: "pending",
  cancellation: "cancelled",
  rejection: "rejected",
} as const satisfies Record<MessageKind, string>;

/** What a name would carry into somebody's mailbox. */
const advertising = [
  "Win at www.casino.example",
  "https://casino.example/win",
  "casino.com",
  "cаsino.рф/win",
  "Awa @casino",
  "awa@casino.example",
  "Call 651 84 46 64",
  "Ring +237 6 51 84 46 64",
  "６５１８４４６６４",
];
/** Stands for whatever else a stranger writes, and is looked for. */
const marks = { name: "Zzyzx", note: "Quxwork" };

describe("what a visitor writes", () => {
  const writes = Object.entries<Operation>(routes).filter(([, row]) => wantsEdgeKey(row));
  const entries = ({ body }: Operation) =>
    (body as { entries?: Record<string, v.GenericSchema> } | undefined)?.entries ?? {};
  const named = writes.filter(([, row]) => "name" in entries(row));

  it("is a name in two operations, and free text in no other field than these", () => {
    expect(named.map(([name]) => name)).to.have.members(["createBooking", "createFeedback"]);
    const anyText = "Zzyzx is any text at all.";
    const free = writes.flatMap(([name, row]) =>
      Object.entries(entries(row))
        .filter(([, schema]) => v.is(schema, anyText))
        .map(([field]) => `${name}.${field}`),
    );
    expect(free).to.have.members([
      "createBooking.name",
      "createBooking.note",
      "createFeedback.name",
      "createFeedback.message",
      // Read as a number by the operation, which refuses what is none.
      "createBooking.phone",
      "sendBookingLinks.phone",
    ]);
  });

  for (const [name, row] of named) {
    it(`is no link, address or number in the name of ${name}`, () => {
      const schema = entries(row).name as v.GenericSchema;
      for (const text of advertising) expect(v.is(schema, text), text).to.equal(false);
      for (const text of ["Awa Ngo", "Éloïse N’Gué", "Dr. Ngo", "Awa Ngo 2", "Ma.Jo"]) {
        expect(v.is(schema, text), text).to.equal(true);
      }
    });
  }

  for (const [kind, status] of Object.entries(kinds) as [MessageKind, never][]) {
    it(`is in neither subject, preview, first line nor calendar of a ${kind}, whatever it is`, async () => {
      const texts = [...advertising, ...hostileTexts.map((text) => text.slice(0, 90))];
      for (const locale of ["en", "fr"] as const) {
        for (const text of texts) {
          // As an earlier release may have stored it, too.
          const booking = aBooking({
            status,
            locale,
            customerName: `${marks.name} ${text}`,
            note: `${marks.note} ${text}`,
          });
          const raw = await composeMail(business, booking, kind, "hello@wouri.example");
          const mail = await PostalMime.parse(raw);
          const what = `${kind} ${locale} ${JSON.stringify(text)}`;
          const isFree = /Zzyzx|Quxwork/;
          expect(mail.subject, what).not.to.match(isFree);
          expect(mailContent(business, booking, kind).preview, what).not.to.match(isFree);
          const [firstLine, , secondLine] = (mail.text ?? "").split("\n");
          expect(firstLine, what).to.equal(locale === "en" ? "Hello," : "Bonjour,");
          expect(secondLine, what).not.to.match(isFree);
          // All before the details: title, preview, greeting and what has happened.
          const head = (mail.html ?? "").split('<tr class="row">')[0];
          expect(head, what).to.contain("</h1>").and.not.to.match(isFree);
          const calendar = Buffer.from(mail.attachments[0]?.content as ArrayBuffer)
            .toString("utf8")
            .replace(/\r?\n[ \t]/g, "");
          const lines = calendar.split(/\r?\n/).filter((line) => isFree.test(line));
          // The name alone, as the guest that the calendar shows.
          for (const line of lines) expect(line, what).to.match(/^ATTENDEE;.*CN="Zzyzx/);
          expect(`${mail.text}${mail.html}${calendar}`, what).not.to.contain(marks.note);
          if (advertising.includes(text)) expect(mail.text, what).not.to.match(isFree);
          if (kind !== "request") {
            expect(composeSms(business, booking, kind as SmsKind), what).not.to.match(isFree);
          }
        }
      }
    });
  }
});
