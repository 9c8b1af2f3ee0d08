import { type Clock, systemClock } from "../clock";
import { log } from "../log";
import { type Mailer, sesMailer } from "../mailer";
import { type Change, eachChange } from "../stream";
import type { Booking } from "./booking";
import { composeMail, type MailKind } from "./mail";
import { type MailResults, mailResults } from "./mail-results";

/** Fed by the bookings stream: mails the customer what happened, once, in the customer's language. */
export function notifyCustomer(
  mailer: Mailer = sesMailer(),
  results: MailResults = mailResults(),
  clock: Clock = systemClock,
) {
  return eachChange<Booking>(async (change) => {
    const kind = mailKindOf(change);
    const booking = change.after;
    if (!kind || !booking?.customerEmail) return;
    const { bookingId, customerEmail: to } = booking;
    const mail = `${kind}-${booking.sequence}`;
    if (!(await results.begin(bookingId, mail, clock()))) return;
    const raw = await composeMail(booking, kind, mailer.from);
    const sent = await mailer.send({ to, raw, tags: { bookingId, mail } });
    await results.finish(
      bookingId,
      mail,
      sent.ok
        ? { status: "sent", at: clock(), messageId: sent.messageId }
        : { status: "failed", at: clock(), reason: sent.reason },
    );
    log.info({ event: sent.ok ? "mail.sent" : "mail.failed", bookingId, mail });
  });
}

/** The mail that a change calls for; none when only its own bookkeeping changed. */
export function mailKindOf({ before, after }: Change<Booking>): MailKind | undefined {
  if (!after) return undefined;
  if (before?.status !== after.status) {
    switch (after.status) {
      case "pending":
        return "request";
      case "confirmed":
        return "confirmation";
      case "cancelled":
        return "cancellation";
      case "rejected":
      case "expired":
        return "rejection";
      default:
        return undefined;
    }
  }
  const isMoved = before.startsAt !== after.startsAt || before.staff !== after.staff;
  return isMoved ? "change" : undefined;
}
