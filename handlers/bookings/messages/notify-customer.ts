import type { Business } from "../../../contract/business";
import { type Clock, systemClock } from "../../runtime/clock";
import { log } from "../../runtime/log";
import { isOutage } from "../../runtime/outage";
import { eachChange } from "../../runtime/stream";
import type { Booking } from "../booking";
import { type Channel, PutOff } from "./channel";
import { type MessageResults, messageResults } from "./message-results";
import { messageKindOf } from "./owed";
import { customerChannels, sendMessage } from "./send-message";

/**
 * Fed by the bookings stream: tells the customer what happened, once, in the customer's language. What SES
 * can't take now is left to the sweep.
 */
export function notifyCustomer(
  business: Business,
  channels: readonly Channel[] = customerChannels(business),
  results: MessageResults = messageResults(),
  clock: Clock = systemClock,
) {
  return eachChange<Booking>(async (change) => {
    const kind = messageKindOf(change);
    const { after } = change;
    if (!kind || !after) return;
    try {
      await sendMessage({ channels, results, clock }, after, kind);
    } catch (error) {
      // Nobody else's message waits for SES; what is wrong with the message itself goes to the failure queue.
      if (!after.owing || !(error instanceof PutOff || isOutage(error))) throw error;
      log.error({ event: "message.put-off", bookingId: after.bookingId, kind }, error);
    }
  });
}
