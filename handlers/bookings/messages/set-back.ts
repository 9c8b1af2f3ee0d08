import { addMinutes } from "../../../contract/rules/calendar";
import type { FailureQueue } from "../../runtime/failure-queue";
import { log } from "../../runtime/log";
import { isOutage } from "../../runtime/outage";
import type { Booking } from "../booking";
import { PutOff, StageRefused } from "./channel";
import type { MessageKind } from "./message";
import { owedBy } from "./owed";
import { type Messaging, messageNames } from "./send-message";

/** What becomes of a booking whose message failed. */
export type SetBack = "putOff" | "failed" | "givenUp";

/** How soon a message is tried again. */
const retryMinutes = 0.5;
/** How often a message is tried that fails by itself. */
const mostTries = 5;
/** How long a message is tried that SES or SNS does not take. */
const mostMinutes = 3 * 24 * 60;
/** When the failure queue, whose alarm then rings, is told of an outage; of a refusal it is told at once. */
const reportedMinutes = 60;
/** Repeats without any answer come ever later from here on: each may be one more mail. */
const quickRepeats = 10;

/**
 * Puts a booking whose message failed to the back of the line, and reports what somebody has to see to. What
 * an outage holds up, or a refusal of the stage, goes on for days; what fails by itself is soon given up.
 */
export function setBackOwed({ channels, results, clock }: Messaging, failures: FailureQueue) {
  async function tryLater(booking: Booking): Promise<SetBack> {
    const tries = (booking.owedTries ?? 0) + 1;
    if (tries >= mostTries) return giveUp(booking);
    await results.owe(booking, { owedFrom: addMinutes(clock(), retryMinutes), owedTries: tries });
    return "failed";
  }

  async function putOff(booking: Booking, error: unknown): Promise<SetBack> {
    const now = clock();
    const since = booking.owedSince ?? now;
    if (since <= addMinutes(now, -mostMinutes)) return giveUp(booking);
    const isRefused = error instanceof StageRefused;
    const isDue = isRefused || since <= addMinutes(now, -reportedMinutes);
    const isReported = isDue && !booking.owedReported;
    if (isReported) await report(isRefused ? "message.refused" : "message.late", booking);
    const isUnanswered = error instanceof PutOff && error.isUnanswered;
    await results.owe(booking, {
      owedFrom: addMinutes(
        now,
        isUnanswered ? repeatMinutes(booking, owedBy(booking)) : retryMinutes,
      ),
      ...(isReported && { owedReported: true }),
    });
    return "putOff";
  }

  /** The desk sees it, and the failure queue has it. */
  async function giveUp(booking: Booking): Promise<SetBack> {
    const { bookingId } = booking;
    await report("message.given-up", booking);
    for (const kind of owedBy(booking)) {
      const channel = channels.find((one) => one.isFor(booking, kind));
      const name = channel && messageNames([channel], booking, kind)[0];
      const result = { status: "failed", reason: "GivenUp", at: clock() } as const;
      if (name) await results.drop(bookingId, name, result);
      await results.settle(booking, kind, []);
    }
    return "givenUp";
  }

  /** Without the queue the desk still sees it. */
  async function report(event: string, { bookingId }: Booking): Promise<void> {
    await failures.report({ event, bookingId }).catch((error) => {
      log.error({ event: "failure-queue.unavailable", bookingId }, error);
    });
  }

  return (booking: Booking, error: unknown): Promise<SetBack> => {
    const { bookingId, owedTries = 0 } = booking;
    const event = eventOf(error);
    log.error({ event, bookingId, tries: owedTries + 1 }, error);
    return event === "message.failed" ? tryLater(booking) : putOff(booking, error);
  };
}

function eventOf(error: unknown) {
  if (error instanceof StageRefused) return "message.refused";
  return error instanceof PutOff || isOutage(error) ? "message.put-off" : "message.failed";
}

/** How long to wait for an answer, or for SES to tell of the mail, before it is sent once more. */
function repeatMinutes({ mail }: Booking, kinds: readonly MessageKind[]): number {
  const repeats = Object.entries(mail).flatMap(([name, result]) =>
    kinds.some((kind) => name.includes(kind)) ? (result.repeats ?? 0) : [],
  );
  const most = Math.max(0, ...repeats);
  return 0.75 * 2 ** Math.min(Math.max(0, most - quickRepeats), 9);
}
