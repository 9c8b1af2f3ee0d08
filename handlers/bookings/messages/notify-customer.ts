import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import type { Business } from "../../../contract/business";
import { type Clock, systemClock } from "../../runtime/clock";
import { log } from "../../runtime/log";
import { isOutage, Unavailable } from "../../runtime/outage";
import { eachChange } from "../../runtime/stream";
import type { Booking } from "../booking";
import { type Channel, PutOff } from "./channel";
import { type MessageResults, messageResults } from "./message-results";
import { messageKindOf, owedBy } from "./owed";
import { customerChannels, lastStartMs, sendMessage } from "./send-message";

/**
 * Fed by the bookings stream: tells the customer what happened, once, in the customer's language. What an
 * outage holds up is left to the sweep, with the rest of the batch: each try could take seconds.
 */
export function notifyCustomer(
  business: Business,
  channels: readonly Channel[] = customerChannels(business),
  results: MessageResults = messageResults(),
  clock: Clock = systemClock,
  milliseconds: () => number = () => performance.now(),
) {
  return (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const begun = milliseconds();
    let isOut = false;
    const notify = eachChange<Booking>(async (change) => {
      const kind = messageKindOf(change);
      const { after } = change;
      if (!kind || !after) return;
      // A release before this one may have made the change: then the sweep knows nothing of it.
      const isOwed = owedBy(after).includes(kind);
      const { bookingId } = after;
      if (isOut || milliseconds() - begun > lastStartMs) {
        if (!isOwed) throw new Unavailable("Messages wait for an outage to end.");
        log.info({ event: "message.left", bookingId, kind });
        return;
      }
      try {
        await sendMessage({ channels, results, clock }, after, kind);
      } catch (error) {
        const isPutOff = error instanceof PutOff || isOutage(error);
        isOut ||= isPutOff;
        // What is wrong with the message itself, or with the stage, goes to the failure queue.
        if (!isOwed || !isPutOff) throw error;
        log.error({ event: "message.put-off", bookingId, kind }, error);
      }
    });
    return notify(event);
  };
}
