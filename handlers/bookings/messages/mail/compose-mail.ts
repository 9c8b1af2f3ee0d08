import MailComposer from "nodemailer/lib/mail-composer";
import type { Business } from "../../../../contract/business";
import { type Booking, manageUrl } from "../../booking";
import { calendarFile } from "../calendar";
import type { MessageKind } from "../message";
import { mailContent } from "./content";
import { mailHtml } from "./html";
import { mailText } from "./plain-text";

/**
 * A whole mail about a booking as MIME, in the customer's language, with the calendar entry as its one
 * attachment. The booking must have an e-mail address.
 * @param from the verified sender, an address alone
 */
export async function composeMail(
  business: Business,
  booking: Booking,
  kind: MessageKind,
  from: string,
): Promise<Buffer> {
  const language = booking.locale;
  const content = mailContent(business, booking, kind);
  const link = manageUrl(booking, business.languages[0]);
  const calendar = calendarFile(business, booking, link, "mailed");
  return new MailComposer({
    from: { name: business.name, address: from },
    replyTo: business.email,
    // The address alone: some readers decode what looks encoded in a name, even between quotes.
    to: booking.customerEmail as string,
    subject: content.subject,
    text: mailText(business, language, content),
    html: mailHtml(business, language, content),
    attachments: [
      {
        filename: calendar.name,
        content: calendar.text,
        contentType: `text/calendar; charset=utf-8; method=${calendar.method}`,
        // Byte for byte: what decodes quoted-printable may write other line ends.
        contentTransferEncoding: "base64",
      },
    ],
    headers: { "Auto-Submitted": "auto-generated" },
    // Keeps every line short and as it is; RFC 5322 knows no other line end than CRLF.
    textEncoding: "quoted-printable",
    newline: "windows",
  })
    .compile()
    .build();
}
