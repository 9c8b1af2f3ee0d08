import type { Business } from "../../../contract/business";
import { type Mailer, sesMailer } from "../../runtime/mailer";
import { isUnreachable } from "../booking";
import { type Channel, outcomeOf } from "./channel";
import { composeMail } from "./mail";

/**
 * Mail, to everybody with an address; but no more about a booking whose mail bounced or was complained
 * about.
 */
export function mailChannel(business: Business, mailer: Mailer = sesMailer()): Channel {
  return {
    noun: "mail",
    isFor: ({ customerEmail }) => Boolean(customerEmail),
    async send(booking, kind, name) {
      if (isUnreachable(booking)) return { status: "suppressed" };
      const raw = await composeMail(business, booking, kind, mailer.from);
      const tags = { bookingId: booking.bookingId, mail: name };
      return outcomeOf(await mailer.send({ to: booking.customerEmail as string, raw, tags }));
    },
  };
}
