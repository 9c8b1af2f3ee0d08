import type { Business } from "../../../contract/business";
import { addMinutes } from "../../../contract/rules/calendar";
import { type Clock, systemClock } from "../../runtime/clock";
import { type FailureQueue, failureQueue } from "../../runtime/failure-queue";
import { log } from "../../runtime/log";
import { isOutage } from "../../runtime/outage";
import type { Booking } from "../booking";
import { type BookingStore, bookingStore } from "../store";
import { type Channel, PutOff } from "./channel";
import type { MessageKind } from "./message";
import { type MessageResults, messageResults } from "./message-results";
import { owedBy } from "./owed";
import { type OwedMessages, owedMessages } from "./owed-messages";
import { customerChannels, messageNames, sendMessage } from "./send-message";

/** How a run went, in bookings. */
export interface OwedRun {
  readonly settled: number;
  /** What SES, SNS or the table could not take; the next run tries again. */
  readonly putOff: number;
  readonly failed: number;
  readonly givenUp: number;
}

/** How many bookings are looked after at once: SES takes 14 mails a second of an account that left its sandbox. */
const atOnce = 5;
const mostPerRun = 100;
/** Nothing is begun after it, so that all ends within the function's 30 seconds, whatever hangs. */
const lastStartMs = 12_000;
/** How often a message is tried that fails by itself. */
const mostTries = 5;
/** How long a message is tried that SES or SNS does not take. */
const mostMinutes = 3 * 24 * 60;
/** When the failure queue is told of one, whose alarm then rings. */
const reportedMinutes = 60;
/** Repeats without any answer come ever later from here on: each may be one more mail. */
const quickRepeats = 10;

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

  function setBack(booking: Booking, error: unknown): Promise<keyof OwedRun> {
    const { bookingId, owedTries = 0 } = booking;
    const isPutOff = error instanceof PutOff || isOutage(error);
    const event = isPutOff ? "message.put-off" : "message.failed";
    log.error({ event, bookingId, tries: owedTries + 1 }, error);
    return isPutOff ? putOff(booking, error) : tryLater(booking);
  }

  /** One that fails by itself is given up after a few tries. */
  async function tryLater(booking: Booking): Promise<keyof OwedRun> {
    const tries = (booking.owedTries ?? 0) + 1;
    if (tries >= mostTries) return giveUp(booking);
    await results.owe(booking, { owedFrom: addMinutes(clock(), 0.5), owedTries: tries });
    return "failed";
  }

  async function putOff(booking: Booking, error: unknown): Promise<keyof OwedRun> {
    const now = clock();
    const since = booking.owedSince ?? now;
    if (since <= addMinutes(now, -mostMinutes)) return giveUp(booking);
    const isLate = since <= addMinutes(now, -reportedMinutes) && !booking.owedReported;
    if (isLate) await report("message.late", booking);
    const isUnanswered = error instanceof PutOff && error.isUnanswered;
    await results.owe(booking, {
      owedFrom: addMinutes(now, isUnanswered ? repeatMinutes(booking, owedBy(booking)) : 0.5),
      ...(isLate && { owedReported: true }),
    });
    return "putOff";
  }

  /** The desk sees it, and the failure queue has it. */
  async function giveUp(booking: Booking): Promise<keyof OwedRun> {
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

  return async (): Promise<OwedRun> => {
    const begun = milliseconds();
    const run = { settled: 0, putOff: 0, failed: 0, givenUp: 0 };
    try {
      const due = await owed.due(clock(), mostPerRun);
      while (due.length > 0 && milliseconds() - begun < lastStartMs) {
        const outcomes = await Promise.all(due.splice(0, atOnce).map(look));
        for (const outcome of outcomes) if (outcome) run[outcome]++;
        // SES is out: the next run finds out soon enough whether it is back.
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

/** A reminder of a visit that has begun is of no use any more. */
function isOfUse({ startsAt }: Booking, kind: MessageKind, now: string): boolean {
  return kind !== "reminder" || startsAt > now;
}

/** How long to wait for an answer, or for SES to tell of the mail, before it is sent once more. */
function repeatMinutes({ mail }: Booking, kinds: readonly MessageKind[]): number {
  const repeats = Object.entries(mail).flatMap(([name, result]) =>
    kinds.some((kind) => name.includes(kind)) ? (result.repeats ?? 0) : [],
  );
  const most = Math.max(0, ...repeats);
  return 0.75 * 2 ** Math.min(Math.max(0, most - quickRepeats), 9);
}
