import type { Business } from "../../../contract/business";
import { addDays, addMinutes, dateIn } from "../../../contract/rules/calendar";
import { type Clock, systemClock } from "../../runtime/clock";
import { log } from "../../runtime/log";
import type { Booking } from "../booking";
import { type BookingLists, bookingLists } from "../lists";
import { type BookingStore, bookingStore } from "../store";
import { type Channel, PutOff, StageRefused } from "./channel";
import { isToldSince } from "./message";
import { type MessageResults, messageResults } from "./message-results";
import { oweMessage } from "./owed";
import { customerChannels, sendMessage } from "./send-message";

const dayMinutes = 24 * 60;
/** How far back it looks for requests that nobody answered, so that an outage leaves none. */
const lateDays = 2;

/** How a sweep went; what failed is tried again by the next one. */
export interface Sweep {
  readonly seen: number;
  readonly failed: number;
}

/**
 * Runs every hour: reminds each customer once, 24 hours before the visit or as long as the business wants.
 * It looks at every visit of that time to come, so what an outage made it miss is caught up with while it is
 * still of use. A request that nobody answered in time expires, at the latest when its visit would start.
 */
export function sendReminders(
  business: Business,
  lists: Pick<BookingLists, "onDays"> = bookingLists(),
  store: Pick<BookingStore, "find" | "changeStatus"> = bookingStore(),
  channels: readonly Channel[] = customerChannels(business),
  results: MessageResults = messageResults(),
  clock: Clock = systemClock,
) {
  const { reminderHours = 24, answerWithinHours, horizonDays } = business.booking;
  const leadMinutes = reminderHours * 60;

  const owe = (booking: Booking) =>
    booking.owes ? Promise.resolve() : results.owe(booking, oweMessage("reminder", clock()));

  /** What can't be sent now is left to the sweep of each minute, which also reports why. */
  async function remind(booking: Booking): Promise<void> {
    try {
      await sendMessage({ channels, results, clock }, booking, "reminder");
    } catch (error) {
      if (error instanceof PutOff || error instanceof StageRefused) await owe(booking);
      throw error;
    }
  }

  return async (): Promise<Sweep> => {
    const now = clock();
    const until = addMinutes(now, leadMinutes);
    let seen = 0;
    let failed = 0;
    let isOut = false;
    const today = dateIn(business.timeZone, now);
    const lastReminded = dateIn(business.timeZone, until);
    // A request may be for any day that can be booked.
    const lastAsked = answerWithinHours ? addDays(today, horizonDays) : lastReminded;
    const days = {
      from: addDays(today, -lateDays),
      to: lastAsked > lastReminded ? lastAsked : lastReminded,
    };
    for await (const { bookingId, status, startsAt } of lists.onDays(days)) {
      if (status !== "pending" && (startsAt <= now || startsAt > until)) continue;
      try {
        // Read anew: the index is a moment behind, and the visit may have been moved since.
        const booking = await store.find(bookingId);
        if (booking?.status === "pending" && isTooLate(booking, answerWithinHours, now)) {
          // Refused where somebody changed it meanwhile; the next sweep looks again.
          const { ok } = await store.changeStatus(booking, "expired", "system", now);
          if (ok) log.info({ event: "booking.expired", bookingId });
          continue;
        }
        if (!booking || !isDue(booking, now, leadMinutes)) continue;
        seen++;
        // Each try could take seconds, and this function has 30.
        if (isOut) await owe(booking);
        else await remind(booking);
      } catch (error) {
        failed++;
        isOut ||= error instanceof PutOff;
        log.error({ event: "reminder.failed", bookingId }, error);
      }
    }
    log.info({ event: "reminders.swept", seen, failed });
    return { seen, failed };
  };
}

/** Whether nobody answered a request within the time for it, or until its visit would start. */
function isTooLate(
  { startsAt, createdAt, history }: Booking,
  answerWithinHours: number | undefined,
  now: string,
): boolean {
  if (startsAt <= now) return true;
  // What was moved since is asked anew.
  const askedAt = history.at(-1)?.at ?? createdAt;
  return answerWithinHours !== undefined && addMinutes(askedAt, answerWithinHours * 60) <= now;
}

/**
 * Confirmed, still to come within the lead, booked early enough for a reminder to be news, and not told of
 * anything for that long, or for a day.
 */
function isDue(booking: Booking, now: string, leadMinutes: number): boolean {
  return (
    booking.status === "confirmed" &&
    // What it still owes tells the time as well.
    (!booking.owes || booking.owes === "reminder") &&
    booking.startsAt > now &&
    booking.startsAt <= addMinutes(now, leadMinutes) &&
    booking.createdAt < addMinutes(booking.startsAt, -leadMinutes) &&
    !isToldSince(booking, addMinutes(now, -Math.min(leadMinutes, dayMinutes)))
  );
}
