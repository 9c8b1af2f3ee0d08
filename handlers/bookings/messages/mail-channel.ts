import type { Business } from "../../../contract/business";
import { type Mailer, sesMailer } from "../../runtime/mailer";
import type { Booking } from "../booking";
import { type Channel, handOver } from "./channel";
import { composeMail } from "./mail/compose-mail";
import { type MailAllowance, mailAllowance } from "./mail-allowance";
import { isUnreachable, type MessageKind, type MessageLog, type MessageStatus } from "./message";

/**
 * Mail, for every customer with an address, until a mail about the booking bounces or is reported as
 * spam. What visitors cause is held back once an address has had its mails of the day; nobody hears of the
 * end of a visit that they never heard of.
 */
export function mailChannel(
  business: Business,
  mailer: Mailer = sesMailer(),
  allowance: MailAllowance = mailAllowance(),
): Channel {
  return {
    name: "mail",
    isFor: ({ customerEmail }) => Boolean(customerEmail),
    async send({ booking, kind, name, now, isCounted }) {
      if (isUnreachable(booking)) return { status: "suppressed" };
      const to = booking.customerEmail as string;
      const raw = await composeMail(business, booking, kind, mailer.from);
      if (!isCounted && isCausedByVisitor(booking, kind)) {
        const isNews = kind !== "cancellation" || !wasHeld(booking);
        if (!isNews || !(await allowance.take(to, now))) return { status: "held" };
      }
      const tags = { bookingId: booking.bookingId, mail: name };
      return handOver(() => mailer.send({ to, raw, tags }));
    },
  };
}

/**
 * Whether anybody on the site can cause such a mail as often as they like. Not what the business does, nor a
 * reminder, nor the cancellation of a visit that the customer has had mail about: there is one.
 */
function isCausedByVisitor({ history, mail }: Booking, kind: MessageKind): boolean {
  if (kind === "link") return true;
  if (history.at(-1)?.by !== "customer") return false;
  if (kind === "cancellation") return !statusesOf(mail).some((status) => reached.includes(status));
  return kind === "confirmation" || kind === "request" || kind === "change";
}

/** The statuses of a mail that went out. */
const reached: readonly MessageStatus[] = [
  "sent",
  "undelivered",
  "delivered",
  "bounced",
  "complained",
];

/** Whether a mail about the booking was held back. */
function wasHeld({ mail }: Booking): boolean {
  return statusesOf(mail).includes("held");
}

function statusesOf(mail: MessageLog): MessageStatus[] {
  return Object.entries(mail).flatMap(([name, { status }]) =>
    name.startsWith("sms-") ? [] : [status],
  );
}
