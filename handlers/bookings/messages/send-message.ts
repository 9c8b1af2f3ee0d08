import type { Business } from "../../../contract/business";
import type { Clock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { log } from "../../runtime/log";
import type { Booking } from "../booking";
import type { Channel } from "./channel";
import { mailChannel } from "./mail-channel";
import type { MessageKind } from "./message";
import type { MessageResults } from "./message-results";
import { smsChannel } from "./sms-channel";

/** What it takes to send messages. */
export interface Messaging {
  readonly channels: readonly Channel[];
  readonly results: MessageResults;
  readonly clock: Clock;
}

/** The stage's channels: mail, and SMS where the monthly cap is above zero. */
export function customerChannels(business: Business): readonly Channel[] {
  const hasSms = Number(setting("SMS_MONTHLY_CAP")) > 0;
  return hasSms ? [mailChannel(business), smsChannel(business)] : [mailChannel(business)];
}

/**
 * Sends the customer a message about a booking, once per channel for each state of the booking, and
 * keeps the result on it. Throws where trying again may help.
 */
export async function sendMessage(
  { channels, results, clock }: Messaging,
  booking: Booking,
  kind: MessageKind,
): Promise<void> {
  const { bookingId } = booking;
  let known = booking;
  for (const channel of channels) {
    if (!channel.isFor(known, kind)) continue;
    const name = messageName(channel, booking, kind);
    if (!(await results.begin(bookingId, name, clock()))) continue;
    const outcome = await channel.send(known, kind, name, clock());
    const result = { ...outcome, at: clock() };
    await results.finish(bookingId, name, result);
    // The next channel takes over what this one could not send.
    known = { ...known, mail: { ...known.mail, [name]: result } };
    const event = `${channel.name}.${outcome.status}`;
    log[outcome.status === "capped" ? "warn" : "info"]({ event, bookingId, mail: name });
  }
}

/** A message's own name in the booking's log: of a state of the booking, or of a request for the link. */
function messageName({ name }: Channel, { sequence, linksAsked = 0 }: Booking, kind: MessageKind) {
  const prefix = name === "mail" ? "" : `${name}-`;
  return `${prefix}${kind}-${kind === "link" ? linksAsked : sequence}`;
}
