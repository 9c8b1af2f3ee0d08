import type { Business } from "../../../contract/business";
import { addMinutes } from "../../../contract/rules/calendar";
import type { Clock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { log } from "../../runtime/log";
import type { Booking } from "../booking";
import { type Channel, type Outcome, PutOff, StageRefused } from "./channel";
import { mailChannel } from "./mail-channel";
import type { MessageKind } from "./message";
import type { MessageResults } from "./message-results";
import { owedBy } from "./owed";
import { smsChannel } from "./sms-channel";

/** What it takes to send messages. */
export interface Messaging {
  readonly channels: readonly Channel[];
  readonly results: MessageResults;
  readonly clock: Clock;
}

/**
 * How long nobody else sends a message that somebody has begun: the 30 seconds of the notifier and of the
 * sweep, and a margin. In that time SES also tells of a mail whose answer was lost.
 */
const leaseMinutes = 0.75;

/**
 * Nothing is begun when a function has run for this long, so that all ends within its 30 seconds, whatever
 * hangs.
 */
export const lastStartMs = 12_000;

/** The stage's channels: mail, and SMS where the monthly cap is above zero. */
export function customerChannels(business: Business): readonly Channel[] {
  const hasSms = Number(setting("SMS_MONTHLY_CAP")) > 0;
  return hasSms ? [mailChannel(business), smsChannel(business)] : [mailChannel(business)];
}

/**
 * Sends the customer a message about a booking, once per channel for each state of the booking, and
 * keeps the result on it. Throws where trying again may help: `PutOff` where SES or SNS is out,
 * `StageRefused` where it denies the stage.
 */
export async function sendMessage(
  messaging: Messaging,
  booking: Booking,
  kind: MessageKind,
): Promise<void> {
  const { channels, results, clock } = messaging;
  const { bookingId } = booking;
  const isOwed = owedBy(booking).includes(kind);
  const superseded = isOwed ? supersededBy(booking, kind) : [];
  let known = booking;
  for (const [index, channel] of channels.entries()) {
    if (!channel.isFor(known, kind)) continue;
    const name = messageName(channel, booking, kind);
    const outcome = await sendOnce(messaging, channel, known, kind, name);
    if (!outcome) continue;
    const result = { ...outcome, at: clock() };
    // The next channel takes over what this one could not send.
    known = { ...known, mail: { ...known.mail, [name]: result } };
    const isLast = !channels.slice(index + 1).some((next) => next.isFor(known, kind));
    const isConcluded =
      isLast && isOwed && superseded.length === 0
        ? await results.conclude(booking, kind, name, result)
        : false;
    if (!isConcluded) await results.finish(bookingId, name, result);
    const event = `${channel.name}.${outcome.status}`;
    const isHeldBack = outcome.status === "capped" || outcome.status === "held";
    log[isHeldBack ? "warn" : "info"]({ event, bookingId, mail: name });
    if (isConcluded) return;
  }
  if (!isOwed) return;
  for (const name of superseded) {
    await results.drop(bookingId, name, { status: "superseded", at: clock() });
  }
  await results.settle(booking, kind, messageNames(channels, booking, kind));
}

/** Sends a message by one channel; nothing where it was sent before, or another is sending it. */
async function sendOnce(
  { results, clock }: Messaging,
  channel: Channel,
  booking: Booking,
  kind: MessageKind,
  name: string,
): Promise<Outcome | undefined> {
  const { bookingId, sequence, mail } = booking;
  const now = clock();
  const claim = await results.begin(bookingId, name, {
    now,
    until: addMinutes(now, leaseMinutes),
    ...(kind !== "link" && { sequence }),
  });
  if (claim === "no") return undefined;
  if (claim === "repeat") log.warn({ event: `${channel.name}.repeated`, bookingId, mail: name });
  const isCounted = claim === "repeat" || mail[name]?.counted === true;
  try {
    return await channel.send({ booking, kind, name, now, isCounted });
  } catch (error) {
    const isUnsent = !(error instanceof PutOff && error.isUnanswered);
    const isAsked = error instanceof PutOff || error instanceof StageRefused;
    if (isUnsent) await results.release(bookingId, name, clock(), isAsked);
    throw error;
  }
}

/** What a message is called in the booking's log, by each channel. */
export function messageNames(
  channels: readonly Channel[],
  booking: Booking,
  kind: MessageKind,
): string[] {
  return channels.map((channel) => messageName(channel, booking, kind));
}

/** A message's own name in the booking's log: of a state of the booking, or of a request for the link. */
function messageName({ name }: Channel, { sequence, linksAsked = 0 }: Booking, kind: MessageKind) {
  const prefix = name === "mail" ? "" : `${name}-`;
  return `${prefix}${kind}-${kind === "link" ? linksAsked : sequence}`;
}

/** The messages about earlier states, or earlier wishes for the link, that never went. */
function supersededBy(booking: Booking, kind: MessageKind): string[] {
  const isLink = kind === "link";
  const present = isLink ? (booking.linksAsked ?? 0) : booking.sequence;
  return Object.entries(booking.mail).flatMap(([name, { status }]) => {
    const [, word, number] = /(\w+)-(\d+)$/.exec(name) ?? [];
    const isEarlier = (word === "link") === isLink && Number(number) < present;
    return isEarlier && (status === "waiting" || status === "sending") ? [name] : [];
  });
}
