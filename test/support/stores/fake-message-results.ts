import type { Booking } from "../../../handlers/bookings/booking";
import {
  type MessageResult,
  type MessageStatus,
  messageStatuses,
} from "../../../handlers/bookings/messages/message";
import type {
  DeliveryReports,
  MessageResults,
} from "../../../handlers/bookings/messages/message-results";
import { owedAttributes } from "../../../handlers/bookings/messages/owed";

/** An address that any number of mails may go to. */
export const noLimit = { take: async () => true };

/** Message results in memory, on the bookings themselves as in the table. */
export class FakeMessageResults implements MessageResults, DeliveryReports {
  constructor(readonly bookings: Map<string, Booking>) {}

  begin: MessageResults["begin"] = async (bookingId, name, { now, until, sequence }) => {
    const booking = this.bookings.get(bookingId);
    if (!booking || (sequence !== undefined && (booking.toldSequence ?? 0) > sequence)) return "no";
    const known = booking.mail[name];
    const isLeft = known?.status === "sending" && known.until !== undefined && known.until <= now;
    const isFree =
      !known || known.status === "waiting" || (known.status === "sending" && !known.until);
    if (!isLeft && !isFree) return "no";
    const repeats = isLeft ? { repeats: (known.repeats ?? 0) + 1 } : {};
    const claimed = { status: "sending", at: now, until, ...repeats } as const;
    this.bookings.set(bookingId, {
      ...booking,
      ...(sequence !== undefined && { toldSequence: sequence }),
      mail: { ...booking.mail, [name]: claimed },
    });
    return isLeft ? "repeat" : "first";
  };

  finish: MessageResults["finish"] = async (bookingId, name, result) => {
    this.put(bookingId, name, result, ["sending"]);
  };

  conclude: MessageResults["conclude"] = async (booking, kind, name, result) => {
    const { sequence, linksAsked, ...stored } = this.bookings.get(booking.bookingId) ?? booking;
    const isAsRead =
      kind === "link" ? booking.linksAsked === linksAsked : booking.sequence === sequence;
    const owesMore = kind === "link" ? stored.owes : stored.owesLink;
    const isSending = stored.mail[name]?.status === "sending";
    if (!isSending || !stored.owing || !isAsRead || owesMore) return false;
    await this.finish(booking.bookingId, name, result);
    await this.settle(booking, kind, []);
    return true;
  };

  release: MessageResults["release"] = async (bookingId, name, now, counted) => {
    const waiting = { status: "waiting", at: now, ...(counted && { counted }) } as const;
    this.put(bookingId, name, waiting, ["sending"]);
  };

  drop: MessageResults["drop"] = async (bookingId, name, result) => {
    this.put(bookingId, name, result, [undefined, "waiting", "sending"]);
  };

  record: DeliveryReports["record"] = async (bookingId, name, result) =>
    this.put(
      bookingId,
      name,
      result,
      messageStatuses.slice(0, messageStatuses.indexOf(result.status)),
    );

  owe: MessageResults["owe"] = async ({ bookingId, sequence }, owed) => {
    const booking = this.bookings.get(bookingId);
    if (booking?.sequence !== sequence || !(owed.owing ?? booking.owing)) return;
    this.bookings.set(bookingId, { ...booking, ...owed });
  };

  settle: MessageResults["settle"] = async ({ bookingId, sequence, linksAsked }, kind, names) => {
    const booking = this.bookings.get(bookingId);
    if (!booking?.owing) return;
    const isAsRead =
      kind === "link" ? booking.linksAsked === linksAsked : booking.sequence === sequence;
    const isOpen = names.some((name) =>
      ["waiting", "sending"].includes(booking.mail[name]?.status ?? ""),
    );
    if (!isAsRead || isOpen) return;
    const rest: Record<string, unknown> = { ...booking };
    if (kind) delete rest[kind === "link" ? "owesLink" : "owes"];
    if (!rest.owes && !rest.owesLink) for (const name of owedAttributes) delete rest[name];
    this.bookings.set(bookingId, rest as unknown as Booking);
  };

  private put(
    bookingId: string,
    name: string,
    { until: _, ...result }: MessageResult,
    from: readonly (MessageStatus | undefined)[],
  ): boolean {
    const booking = this.bookings.get(bookingId);
    if (!booking || !from.includes(booking.mail[name]?.status)) return false;
    const { repeats } = booking.mail[name] ?? {};
    const kept = { ...result, ...(repeats && { repeats }) };
    this.bookings.set(bookingId, { ...booking, mail: { ...booking.mail, [name]: kept } });
    return true;
  }
}
