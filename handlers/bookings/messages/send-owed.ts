import type { Business } from "../../../contract/business";
import { type Clock, systemClock } from "../../runtime/clock";
import { type FailureQueue, failureQueue } from "../../runtime/failure-queue";
import { log } from "../../runtime/log";
import { isOutage } from "../../runtime/outage";
import type { Booking } from "../booking";
import { type BookingStore, bookingStore } from "../store";
import type { Channel } from "./channel";
import { type MessageResults, messageResults } from "./message-results";
import { isOfUse, owedBy } from "./owed";
import { type OwedMessages, owedMessages } from "./owed-messages";
import { customerChannels, lastStartMs, sendMessage } from "./send-message";
import { setBackOwed } from "./set-back";

/** How a run went, in bookings. */
export interface OwedRun {
  readonly settled: number;
  /** What SES, SNS or the table could not or would not take; the next run tries again. */
  readonly putOff: number;
  readonly failed: number;
  readonly givenUp: number;
}

/** How many bookings are looked after at once: SES takes 14 mails a second of an account that left its sandbox. */
const atOnce = 5;
const mostPerRun = 100;

/**
 * Runs every minute: sends what bookings owe their customers and the notifier could not send, oldest first.
 * What fails goes to the back of the line, so that it holds up nobody.
 */
export function sendOwed(
  business: Business,
  owed: Pick<OwedMessages, "due"> = owedMessages(),
  store: Pick<BookingStore, "find"> = bookingStore(),
  channels: readonly Channel[] = customerChannels(business),
  results: MessageResults = messageResults(),
  failures: FailureQueue = failureQueue(),
  clock: Clock = systemClock,
  milliseconds: () => number = () => performance.now(),
) {
  const messaging = { channels, results, clock };
  const setBack = setBackOwed(messaging, failures);

  /** Throws only where the table is out. */
  async function look(bookingId: string): Promise<keyof OwedRun | undefined> {
    try {
      // Read anew: the index is a moment behind.
      const booking = await store.find(bookingId);
      if (!booking?.owedFrom || booking.owedFrom > clock()) return undefined;
      return await settle(booking).catch((error) => setBack(booking, error));
    } catch (error) {
      if (isOutage(error)) throw error;
      log.error({ event: "message.failed", bookingId }, error);
      return "failed";
    }
  }

  async function settle(booking: Booking): Promise<keyof OwedRun> {
    const kinds = owedBy(booking);
    for (const kind of kinds) {
      if (isOfUse(booking, kind, clock())) await sendMessage(messaging, booking, kind);
      else await results.settle(booking, kind, []);
    }
    if (kinds.length === 0) await results.settle(booking, undefined, []);
    return "settled";
  }

  return async (): Promise<OwedRun> => {
    const begun = milliseconds();
    const run = { settled: 0, putOff: 0, failed: 0, givenUp: 0 };
    try {
      const due = await owed.due(clock(), mostPerRun);
      while (due.length > 0 && milliseconds() - begun < lastStartMs) {
        const outcomes = await Promise.all(due.splice(0, atOnce).map(look));
        for (const outcome of outcomes) if (outcome) run[outcome]++;
        // SES takes nothing: the next run finds out soon enough whether it is back.
        if (outcomes.every((outcome) => outcome === "putOff")) break;
      }
    } catch (error) {
      // An outage of the table is no fault of this release.
      if (!isOutage(error)) throw error;
      log.warn({ event: "owed.unavailable", why: (error as Error).name });
    }
    if (Object.values(run).some(Boolean)) log.info({ event: "owed.swept", ...run });
    return run;
  };
}
