import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Business, Language } from "../../contract/business";
import { bookingCode } from "../../contract/rules/booking-code";
import { addMinutes } from "../../contract/rules/calendar";
import type { ChosenOptions } from "../../contract/rules/options";
import { type Sold, soldEarlier } from "../../contract/rules/sold";
import { isOpen } from "../../contract/rules/status";
import { utcMoment } from "../../contract/rules/wall-time";
import type { BookingStatus, OwnBooking } from "../../contract/schemas/bookings";
import type { BusinessInForce } from "../business/saved-business";
import type { HeldTime } from "./diary/held";
import type { MessageLog } from "./messages/message";
import type { Owed } from "./messages/owed";

/** Who changed a booking. */
export type Actor = "customer" | "system" | `admin:${string}`;

/** One change in a booking's history. */
export interface HistoryEntry {
  readonly at: string;
  readonly by: Actor;
  readonly status: BookingStatus;
  /** Where the visit was moved to, on a reschedule: the person and the start, "petra 2026-11-23T09:00:00Z". */
  readonly movedTo?: string;
  /** Where it was before; absent in the history of older bookings. */
  readonly movedFrom?: string;
}

/** Which removal of many bookings at once cancelled this one, and whether its customer is told with it. */
export interface Removal {
  readonly id: string;
  /** The change that it is; a later one is told as always. */
  readonly sequence: number;
  /** What the owner wants: one message to each person, or none; absent where nobody said. */
  readonly messages?: "one" | "none";
  /** Of each person's bookings one is told, with all of them. */
  readonly isTold: boolean;
  /** When the person's removed visits would have begun, in order; there may be more than are listed. */
  readonly visits?: readonly string[];
  readonly count?: number;
}

/** When and with whom a visit is. */
export interface Appointment {
  readonly staff: string;
  /** Business date and time, "YYYY-MM-DD" and "HH:MM". */
  readonly appointmentDate: string;
  readonly appointmentTime: string;
  /** UTC, ISO 8601. */
  readonly startsAt: string;
  readonly endsAt: string;
}

/** A booking as the table holds it. Contact details are those of the day it was made. */
export interface Booking extends Appointment, HeldTime, Owed {
  readonly bookingId: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerEmail?: string;
  readonly customerPhone: string;
  readonly service: readonly string[];
  /** What was chosen of their options that is not standard; absent where nothing was. */
  readonly options?: ChosenOptions;
  /** What was sold; absent on older bookings, see `soldOf`. */
  readonly sold?: Sold;
  /** The version of the business document that it was sold or last moved by; absent on older bookings. */
  readonly businessVersion?: number;
  /** Booked for somebody else than whose contact details these are. */
  readonly forAnother?: boolean;
  readonly status: BookingStatus;
  readonly locale: Language;
  readonly note?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The first entry and the newest ones; see records.ts. */
  readonly history: readonly HistoryEntry[];
  /** How many entries are left out behind the first one; absent where none is. */
  readonly historyLeftOut?: number;
  /** How often the customer has moved it; absent where never, and on older bookings, see `ownMovesOf`. */
  readonly ownMoves?: number;
  readonly mail: MessageLog;
  /** The latest state that a message was begun about: none about an earlier one follows it. */
  readonly toldSequence?: number;
  /** How often it has changed; also the SEQUENCE of the calendar entry. */
  readonly sequence: number;
  /** The secret of the customer's own link. */
  readonly manageToken: string;
  /** Under which its request is remembered, if it came with one; as secret as the token. */
  readonly idempotencyKey?: string;
  /** The Idempotency-Key of the decision that gave it its status, "" where that had none. */
  readonly decidedBy?: string;
  /** Whose address its calendar entry names; one for the entry's whole life. Absent on older bookings. */
  readonly organizer?: string;
  /** The review of the visit; it has one at most. */
  readonly reviewId?: string;
  /** What cancelled it, if it was cancelled together with others. */
  readonly removal?: Removal;
  /** How often the customer asked for the link again. */
  readonly linksAsked?: number;
  /** The site's address at the time of booking, for links in later mails. */
  readonly siteOrigin: string;
}

/** When a visit of that length at that time starts and ends; the end never comes from a client. */
export function appointmentFor(
  { timeZone }: Pick<Business, "timeZone">,
  staff: string,
  date: string,
  time: string,
  durationMinutes: number,
): Appointment {
  const startsAt = utcMoment(date, time, timeZone);
  return {
    staff,
    appointmentDate: date,
    appointmentTime: time,
    startsAt,
    endsAt: addMinutes(startsAt, durationMinutes),
  };
}

/** What a booking keeps of the document that it is sold by. */
export function soldBy({ documentVersion }: BusinessInForce): Pick<Booking, "businessVersion"> {
  return documentVersion === undefined ? {} : { businessVersion: documentVersion };
}

/** What was sold; filled in from today's business for a booking that was made before it was stored. */
export function soldOf(business: Business, booking: Booking): Sold {
  return booking.sold ?? soldEarlier(business, booking);
}

/** What the history says about a move. */
export function movedOf(from: Appointment, to: Appointment) {
  return {
    movedFrom: `${from.staff} ${from.startsAt}`,
    movedTo: `${to.staff} ${to.startsAt}`,
  };
}

/** The same id for everybody who books with the same phone number. */
export function customerIdOf(phone: string): string {
  return `c-${createHash("sha256").update(phone).digest("hex").slice(0, 24)}`;
}

/** 256 random bits for the customer's own link. */
export function newManageToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Whether a presented token is the booking's, in constant time. */
export function holdsToken(booking: Booking, presented: string): boolean {
  const given = createHash("sha256").update(presented).digest();
  return timingSafeEqual(given, createHash("sha256").update(booking.manageToken).digest());
}

/** The customer's own link; in the fragment, the secret stays out of logs and Referer headers. */
export function manageUrl(
  booking: Pick<Booking, "bookingId" | "manageToken" | "siteOrigin" | "locale">,
  defaultLanguage: Language,
): string {
  return `${sitePage(booking, defaultLanguage, "manage")}#${booking.bookingId}.${booking.manageToken}`;
}

/** A page of the site in the customer's language. */
export function sitePage(
  { siteOrigin, locale }: Pick<Booking, "siteOrigin" | "locale">,
  defaultLanguage: Language,
  page: "manage" | "book",
): string {
  return `${siteOrigin}${locale === defaultLanguage ? "" : `/${locale}`}/${page}`;
}

/** Whether a booking can still be cancelled or moved: it is open and has not begun. */
export function isChangeable(booking: Booking, now: string): boolean {
  return isOpen(booking.status) && now < booking.startsAt;
}

/** Whether a booking begins sooner than customers may change it online. */
export function isLate(
  { startsAt }: Booking,
  untilMinutes: number | undefined,
  now: string,
): boolean {
  return Date.parse(startsAt) - Date.parse(now) < (untilMinutes ?? 0) * 60_000;
}

/** What both its customer and the owner see of a booking: nothing internal, no token. */
export function sharedView(
  business: Business,
  booking: Booking,
): Omit<OwnBooking, "changeable" | "movable" | "movesLeft"> {
  const sold = soldOf(business, booking);
  const { services, staffName, durationMinutes, priceMinor, isFromPrice, currency } = sold;
  return {
    bookingId: booking.bookingId,
    code: bookingCode(booking.bookingId),
    status: booking.status,
    customerName: booking.customerName,
    ...(booking.customerEmail && { customerEmail: booking.customerEmail }),
    customerPhone: booking.customerPhone,
    service: [...booking.service],
    staff: booking.staff,
    appointmentDate: booking.appointmentDate,
    appointmentTime: booking.appointmentTime,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    locale: booking.locale,
    ...(booking.note && { note: booking.note }),
    sold: {
      // One by one, because a map comes back from the table in another order.
      services: services.map(({ id, name: { en, fr } }) => ({ id, name: { en, fr } })),
      staffName,
      durationMinutes,
      ...(priceMinor !== undefined && { priceMinor }),
      ...(isFromPrice && { isFromPrice }),
      currency,
    },
  };
}
