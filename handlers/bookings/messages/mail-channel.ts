import type { Business } from "../../../contract/business";
import { type Mailer, sesMailer } from "../../runtime/mailer";
import { type Channel, outcomeOf } from "./channel";
import { composeMail } from "./mail/compose-mail";
import { isUnreachable } from "./message";

/**
 * Mail, for every customer with an address, until a mail about the booking bounces or is reported as
 * spam.
 */
export function mailChannel(business: Business, mailer: Mailer = sesMailer()): Channel {
  return {
    name: "mail",
    isFor: ({ customerEmail }) => Boolean(customerEmail),
    async send(booking, kind, name) {
      if (isUnreachable(booking)) return { status: "suppressed" };
      const raw = await composeMail(business, booking, kind, mailer.from);
      const tags = { bookingId: booking.bookingId, mail: name };
      return outcomeOf(await mailer.send({ to: booking.customerEmail as string, raw, tags }));
    },
  };
}
