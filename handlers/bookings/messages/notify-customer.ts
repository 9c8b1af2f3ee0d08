import type { Business } from "../../../contract/business";
import { type Clock, systemClock } from "../../runtime/clock";
import { type Change, eachChange } from "../../runtime/stream";
import type { Booking } from "../booking";
import type { Channel } from "./channel";
import { isUntold, type MessageKind } from "./message";
import { type MessageResults, messageResults } from "./message-results";
import { customerChannels, sendMessage } from "./send-message";

/** Fed by the bookings stream: tells the customer what happened, once, in the customer's language. */
export function notifyCustomer(
  business: Business,
  channels: readonly Channel[] = customerChannels(business),
  results: MessageResults = messageResults(),
  clock: Clock = systemClock,
) {
  return eachChange<Booking>(async (change) => {
    const kind = messageKindOf(change);
    if (kind && change.after) await sendMessage({ channels, results, clock }, change.after, kind);
  });
}

/** The message that a change calls for; none where only message results changed. */
export function messageKindOf({ before, after }: Change<Booking>): MessageKind | undefined {
  if (!after || isUntold(after)) return undefined;
  if (before?.status !== after.status || isUntold(before)) {
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
  if (before.startsAt !== after.startsAt || before.staff !== after.staff) return "change";
  return (after.linksAsked ?? 0) > (before.linksAsked ?? 0) ? "link" : undefined;
}
