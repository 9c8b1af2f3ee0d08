import { type Clock, systemClock } from "../clock";
import { type Mailer, sesMailer } from "../mailer";
import { type Change, eachChange } from "../stream";
import type { Booking } from "./booking";
import type { MailKind } from "./mail";
import { type MailResults, mailResults } from "./mail-results";
import { sendMail } from "./send-mail";

/** Fed by the bookings stream: mails the customer what happened, once, in the customer's language. */
export function notifyCustomer(
  mailer: Mailer = sesMailer(),
  results: MailResults = mailResults(),
  clock: Clock = systemClock,
) {
  return eachChange<Booking>(async (change) => {
    const kind = mailKindOf(change);
    if (kind && change.after) await sendMail({ mailer, results, clock }, change.after, kind);
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
