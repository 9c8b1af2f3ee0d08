import type { Clock } from "../clock";
import { log } from "../log";
import type { Mailer } from "../mailer";
import { type Booking, isUnreachable } from "./booking";
import { composeMail, type MailKind } from "./mail";
import type { MailResults } from "./mail-results";

/** What sending a mail about a booking takes. */
export interface MailDesk {
  readonly mailer: Mailer;
  readonly results: MailResults;
  readonly clock: Clock;
}

/**
 * Sends one mail about a booking once for each state of it, and keeps the result on the booking. A
 * customer without an address gets none, nor does one whose address bounced or complained about this
 * booking. Throws when it may work later.
 */
export async function sendMail(
  { mailer, results, clock }: MailDesk,
  booking: Booking,
  kind: MailKind,
): Promise<void> {
  const { bookingId, customerEmail: to } = booking;
  if (!to) return;
  const mail = `${kind}-${booking.sequence}`;
  if (!(await results.begin(bookingId, mail, clock()))) return;
  if (isUnreachable(booking)) {
    await results.finish(bookingId, mail, { status: "suppressed", at: clock() });
    log.info({ event: "mail.suppressed", bookingId, mail });
    return;
  }
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
}
