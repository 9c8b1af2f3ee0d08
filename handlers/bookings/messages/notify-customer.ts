import type { Business } from "../../../contract/business";
import { type Clock, systemClock } from "../../runtime/clock";
import { type Change, eachChange } from "../../runtime/stream";
import type { Booking } from "../booking";
import type { Channel } from "./channel";
import type { MailKind } from "./mail";
import { type MailResults, mailResults } from "./mail-results";
import { customerChannels, tellCustomer } from "./tell-customer";

/** Fed by the bookings stream: tells the customer what happened, once, in the customer's language. */
export function notifyCustomer(
  business: Business,
  channels: readonly Channel[] = customerChannels(business),
  results: MailResults = mailResults(),
  clock: Clock = systemClock,
) {
  return eachChange<Booking>(async (change) => {
    const kind = mailKindOf(change);
    if (kind && change.after) await tellCustomer({ channels, results, clock }, change.after, kind);
  });
}

/** The message that a change calls for; none when only its own bookkeeping changed. */
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
