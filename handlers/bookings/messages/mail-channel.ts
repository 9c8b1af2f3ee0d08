import type { Business } from "../../../contract/business";
import { type Mailer, sesMailer } from "../../runtime/mailer";
import type { Booking } from "../booking";
import { type Channel, handOver } from "./channel";
import { composeMail } from "./mail/compose-mail";
import { type MailAllowance, mailAllowance } from "./mail-allowance";
import { isUnreachable, type MessageKind } from "./message";

/**
 * Mail, for every customer with an address, until a mail about the booking bounces or is reported as
 * spam. What visitors cause is held back once an address has had its mails of the day.
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
      const isFree = isCounted || !isCausedByVisitor(booking, kind);
      if (!isFree && !(await allowance.take(to, now))) return { status: "held" };
      const tags = { bookingId: booking.bookingId, mail: name };
      return handOver(() => mailer.send({ to, raw, tags }));
    },
  };
}

/**
 * Whether anybody on the site can cause such a mail as often as they like. A cancellation can be caused
 * once, and people must hear of it, as of reminders and of what the business does.
 */
function isCausedByVisitor({ history }: Booking, kind: MessageKind): boolean {
  if (kind === "link") return true;
  const isOwnDoing = history.at(-1)?.by === "customer";
  return isOwnDoing && (kind === "confirmation" || kind === "request" || kind === "change");
}
