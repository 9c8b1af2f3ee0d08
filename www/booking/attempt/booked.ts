import { isOpen } from "../../../contract/rules/status";
import type {
  BookingReply,
  BookingRequestInput,
  OwnBooking,
} from "../../../contract/schemas/bookings";
import { type Attempt, fingerprint } from "../../device/attempts";
import { type KeptVisit, keepVisit, keptVisits } from "../../device/kept-visits";
import { type ManageLink, readManageLink } from "../../manage/link";

/** A booked visit, as the page shows it right after. */
export interface Booked {
  readonly link: ManageLink;
  readonly booking: OwnBooking;
  readonly message: string;
  /** Whether its request had been booked before it was asked about. */
  readonly found: boolean;
}

/** Reads the answer to a request and keeps its visit on this device. */
export function bookedVisit(attempt: Attempt, reply: BookingReply, found: boolean): Booked {
  const { manageUrl, message, booking } = reply;
  const link = readManageLink(new URL(manageUrl, location.href).hash);
  if (!link) throw new Error("The answer to a booking has no manage link.");
  const { key, body } = attempt;
  if (isOpen(booking.status)) {
    keepVisit(link, booking, { key, fingerprint: fingerprint(body), locale: body.locale });
  }
  return { link, booking, message, found };
}

/** The visit that a request has booked on this device already. */
export function visitOf({ key }: Attempt): KeptVisit | undefined {
  return keptVisits().find(({ request }) => request?.key === key);
}

/** The request with this content that was answered on this device: sent again, it books nothing more. */
export function earlierAttempt(body: BookingRequestInput): Attempt | undefined {
  const print = fingerprint(body);
  const kept = keptVisits().find(({ request }) => request?.fingerprint === print);
  if (!kept?.request) return undefined;
  const { key, locale } = kept.request;
  return { key, body: { ...body, locale }, sentAt: new Date().toISOString() };
}
