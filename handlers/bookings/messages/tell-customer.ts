import type { Business } from "../../../contract/business";
import type { Clock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { log } from "../../runtime/log";
import type { Booking } from "../booking";
import type { Channel } from "./channel";
import type { MailKind } from "./mail";
import { mailChannel } from "./mail-channel";
import type { MailResults } from "./mail-results";
import { textChannel } from "./text-channel";

/** What telling customers about their bookings takes. */
export interface FrontDesk {
  readonly channels: readonly Channel[];
  readonly results: MailResults;
  readonly clock: Clock;
}

/** The stage's ways to tell customers: mail, and text messages where it caps them above none. */
export function customerChannels(business: Business): readonly Channel[] {
  const hasTexts = Number(setting("SMS_MONTHLY_CAP")) > 0;
  return hasTexts ? [mailChannel(business), textChannel(business)] : [mailChannel(business)];
}

/**
 * Tells a customer something about a booking once for each state of it and each channel, and keeps the
 * result on the booking. Throws when it may work later.
 */
export async function tellCustomer(
  { channels, results, clock }: FrontDesk,
  booking: Booking,
  kind: MailKind,
): Promise<void> {
  const { bookingId } = booking;
  for (const channel of channels) {
    if (!channel.isFor(booking, kind)) continue;
    const prefix = channel.noun === "mail" ? "" : `${channel.noun}-`;
    const mail = `${prefix}${kind}-${booking.sequence}`;
    if (!(await results.begin(bookingId, mail, clock()))) continue;
    const outcome = await channel.send(booking, kind, mail, clock());
    await results.finish(bookingId, mail, { ...outcome, at: clock() });
    const event = `${channel.noun}.${outcome.status}`;
    log[outcome.status === "capped" ? "warn" : "info"]({ event, bookingId, mail });
  }
}
