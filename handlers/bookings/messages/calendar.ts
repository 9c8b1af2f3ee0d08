import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { business } from "../../../business";
import type { Language } from "../../../contract/business";
import { place, serviceNames } from "../../../contract/rules/words";
import type { BookingStatus } from "../../../contract/schemas/bookings";
import type { Booking } from "../booking";

const statuses: Partial<Record<BookingStatus, ICalEventStatus>> = {
  pending: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
  rejected: ICalEventStatus.CANCELLED,
  expired: ICalEventStatus.CANCELLED,
};

/**
 * A booking as an iCalendar file (RFC 5545). The UID never changes and SEQUENCE counts the changes, so
 * a calendar replaces its entry instead of adding another. Times are UTC; no zone table is needed.
 * @param manageUrl the customer's own link
 * @param invitation present when the file goes out by mail, which asks for an answer; a file that the
 * customer fetches is merely published
 */
export function bookingCalendar(
  booking: Booking,
  manageUrl: string,
  invitation?: { readonly from: string },
): string {
  const language: Language = booking.locale;
  const status = statuses[booking.status] ?? ICalEventStatus.CONFIRMED;
  const isOver = status === ICalEventStatus.CANCELLED;
  const calendar = ical({
    prodId: { company: "Shopfront", product: "bookings", language: language.toUpperCase() },
    method: invitation
      ? isOver
        ? ICalCalendarMethod.CANCEL
        : ICalCalendarMethod.REQUEST
      : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${booking.bookingId}@shopfront`,
    sequence: booking.sequence,
    status,
    stamp: new Date(booking.updatedAt),
    start: new Date(booking.startsAt),
    end: new Date(booking.endsAt),
    summary: `${serviceNames(booking.service, language)} – ${business.name}`,
    location: place(language),
    description: manageUrl,
    url: manageUrl,
    organizer: { name: quotable(business.name), email: invitation?.from ?? business.email },
    ...(invitation && {
      attendees: [{ name: quotable(booking.customerName), email: booking.customerEmail as string }],
    }),
  });
  return calendar.toString();
}

/** A name stands between quotes there, and RFC 5545 has no way to write one inside of them. */
function quotable(name: string): string {
  return name.replaceAll('"', "'");
}
