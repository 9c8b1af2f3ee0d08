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

/** Message results in memory, on the bookings themselves as in the table. */
export class FakeMessageResults implements MessageResults, DeliveryReports {
  constructor(readonly bookings: Map<string, Booking>) {}

  begin: MessageResults["begin"] = async (bookingId, name, now) =>
    this.put(bookingId, name, { status: "sending", at: now }, [undefined, "sending"]);

  finish: MessageResults["finish"] = async (bookingId, name, result) => {
    this.put(bookingId, name, result, ["sending"]);
  };

  record: DeliveryReports["record"] = async (bookingId, name, result) =>
    this.put(
      bookingId,
      name,
      result,
      messageStatuses.slice(0, messageStatuses.indexOf(result.status)),
    );

  private put(
    bookingId: string,
    name: string,
    result: MessageResult,
    from: readonly (MessageStatus | undefined)[],
  ): boolean {
    const booking = this.bookings.get(bookingId);
    if (!booking || !from.includes(booking.mail[name]?.status)) return false;
    this.bookings.set(bookingId, { ...booking, mail: { ...booking.mail, [name]: result } });
    return true;
  }
}
