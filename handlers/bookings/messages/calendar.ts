import ical, {
  ICalAlarmType,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from "ical-generator";
import type { Business, Language } from "../../../contract/business";
import { calendarFileName } from "../../../contract/rules/calendar-file-name";
import { locationLine } from "../../../contract/rules/names";
import { isPlainName } from "../../../contract/rules/plain-name";
import { soldNames } from "../../../contract/rules/sold";
import type { BookingStatus } from "../../../contract/schemas/bookings";
import { type Booking, soldOf } from "../booking";

const statuses: Partial<Record<BookingStatus, ICalEventStatus>> = {
  pending: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
  rejected: ICalEventStatus.CANCELLED,
  expired: ICalEventStatus.CANCELLED,
};

/** Long enough before the visit to set out, wherever in town somebody is. */
const reminderSeconds = 3 * 60 * 60;

const toBeConfirmed: Readonly<Record<Language, string>> = {
  en: "to be confirmed",
  fr: "à confirmer",
};

/** A visit as a file for the customer's calendar. */
export interface CalendarFile {
  readonly name: string;
  /** What calendars do with it; the MIME part of a mail has to say the same as the file. */
  readonly method: ICalCalendarMethod;
  readonly text: string;
}

/**
 * A booking as an iCalendar file (RFC 5545). The UID never changes and SEQUENCE counts the changes, so
 * a calendar replaces its entry instead of adding another. Times are UTC; no zone table is needed.
 * @param manageUrl the customer's own link
 * @param way a file that goes out by mail invites the customer; one that they fetch is merely published
 */
export function calendarFile(
  business: Business,
  booking: Booking,
  manageUrl: string,
  way: "mailed" | "fetched",
): CalendarFile {
  const language = booking.locale;
  const status = statuses[booking.status] ?? ICalEventStatus.CONFIRMED;
  const isOver = status === ICalEventStatus.CANCELLED;
  const invitation = isOver ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
  const method = way === "mailed" ? invitation : ICalCalendarMethod.PUBLISH;
  const calendar = ical({
    prodId: { company: "Shopfront", product: "bookings", language: language.toUpperCase() },
    method,
  });
  const title = `${soldNames(soldOf(business, booking), language)} – ${business.name}`;
  const summary =
    status === ICalEventStatus.TENTATIVE ? `${title} (${toBeConfirmed[language]})` : title;
  calendar.createEvent({
    id: `${booking.bookingId}@shopfront`,
    sequence: booking.sequence,
    status,
    stamp: new Date(booking.updatedAt),
    start: new Date(booking.startsAt),
    end: new Date(booking.endsAt),
    summary,
    location: locationLine(business, language),
    description: manageUrl,
    url: manageUrl,
    // The address that is read, in the mail and the fetched file alike: a calendar that meets two
    // organizers under one UID keeps two visits.
    organizer: {
      name: quotable(business.name),
      email: booking.organizer ?? business.email,
    },
    ...(way === "mailed" && {
      attendees: [
        {
          // Older bookings have names from before links were refused in them.
          name: isPlainName(booking.customerName)
            ? quotable(booking.customerName)
            : (booking.customerEmail as string),
          email: booking.customerEmail as string,
          // Nobody has to answer: booking the visit was the answer.
          status: ICalAttendeeStatus.ACCEPTED,
          rsvp: false,
        },
      ],
    }),
    ...(!isOver && {
      alarms: [
        { type: ICalAlarmType.display, triggerBefore: reminderSeconds, description: summary },
      ],
    }),
  });
  return {
    name: calendarFileName(business, booking.appointmentDate),
    method,
    // The last line ends like every other one (RFC 5545, 3.1), which the generator leaves out.
    text: `${calendar.toString()}\r\n`,
  };
}

/** A name stands between quotes there, and RFC 5545 has no way to write one inside of them. */
function quotable(name: string): string {
  return name.replaceAll('"', "'");
}
