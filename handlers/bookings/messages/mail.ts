import MailComposer from "nodemailer/lib/mail-composer";
import type { Business } from "../../../contract/business";
import { longDate } from "../../../contract/rules/dates";
import { locationLine, serviceNames, staffName } from "../../../contract/rules/names";
import { phoneText } from "../../../contract/rules/phone-text";
import { type Booking, manageUrl } from "../booking";
import { bookingCalendar } from "./calendar";
import { mailLabels, mailWording } from "./mail-wording";
import type { MessageKind } from "./message";

/**
 * A whole mail about a booking as MIME, in the customer's language, with the calendar entry as an
 * invitation. The booking must have an e-mail address.
 * @param from the verified sender, an address alone
 */
export async function composeMail(
  business: Business,
  booking: Booking,
  kind: MessageKind,
  from: string,
): Promise<Buffer> {
  const { subject } = mailWording[kind][booking.locale];
  const service = serviceNames(business, booking.service, booking.locale);
  const link = manageUrl(booking, business.languages[0]);
  return new MailComposer({
    from: { name: business.name, address: from },
    replyTo: business.email,
    to: { name: booking.customerName, address: booking.customerEmail as string },
    subject: subject(service, longDate(booking.appointmentDate, booking.locale)),
    ...bodies(business, booking, kind, link),
    icalEvent: {
      method: isOver(kind) ? "CANCEL" : "REQUEST",
      filename: "appointment.ics",
      content: bookingCalendar(business, booking, link, { from }),
    },
    headers: { "Auto-Submitted": "auto-generated" },
  })
    .compile()
    .build();
}

/** The same message twice, as plain text and as HTML. */
function bodies(business: Business, booking: Booking, kind: MessageKind, link: string) {
  const language = booking.locale;
  const words = mailLabels[language];
  const { opening } = mailWording[kind][language];
  const rows: [string, string][] = [
    [words.service, serviceNames(business, booking.service, language)],
    [words.date, longDate(booking.appointmentDate, language)],
    [words.time, `${booking.appointmentTime} (${business.timeZone})`],
    [words.staff, staffName(business, booking.staff)],
    [words.location, locationLine(business, language)],
    [words.id, booking.bookingId],
  ];
  const text = [
    words.hello(booking.customerName),
    opening,
    rows.map(([label, value]) => `${label}${words.colon} ${value}`).join("\n"),
    ...(isOver(kind) ? [] : [`${words.manage}${words.colon}\n${link}`]),
    `${words.phone} ${phoneText(business.phone)}`,
    business.name,
  ].join("\n\n");
  const html = `<!doctype html><html lang="${language}"><body style="font-family:sans-serif;line-height:1.5;color:#2b1a2f">
<p>${escapeHtml(words.hello(booking.customerName))}</p><p>${escapeHtml(opening)}</p>
<table cellpadding="4">${rows.map(([label, value]) => `<tr><th align="left">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`).join("")}</table>
${isOver(kind) ? "" : `<p><a href="${escapeHtml(link)}">${escapeHtml(words.manage)}</a></p>`}
<p>${escapeHtml(words.phone)} <a href="tel:${business.phone}">${phoneText(business.phone)}</a></p>
<p>${escapeHtml(business.name)}</p></body></html>`;
  return { text, html };
}

function isOver(kind: MessageKind): boolean {
  return kind === "cancellation" || kind === "rejection";
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
