import type { Language } from "../../contract/business";
import { addMinutes } from "../../contract/rules/calendar";
import { isOpen } from "../../contract/rules/status";
import type { OwnBooking } from "../../contract/schemas/bookings";
import type { ManageLink } from "../manage/link";
import { forget, keep, readKept } from "./storage";

/** A visit that was booked on this device: its link, and what tells it apart in a list. */
export interface KeptVisit extends ManageLink {
  /** Business date and time. */
  readonly date: string;
  readonly time: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** What was sold, in each language of the site. */
  readonly services: OwnBooking["sold"]["services"];
  /** Whether the business still had to confirm it when it was seen last. */
  readonly isPending?: boolean;
  /** The request that booked it: the same one sent again is not another visit. */
  readonly request?: KeptRequest;
}

/** What is left of an answered request. */
export interface KeptRequest {
  readonly key: string;
  readonly fingerprint: string;
  /** In which language it was sent. */
  readonly locale: Language | undefined;
}

const name = "shopfront.my-visits";

/** The visits booked on this device until a day after they end: coming ones first, then past ones. */
export function keptVisits(now = new Date()): KeptVisit[] {
  const moment = now.toISOString();
  const all = readVisits();
  const visits = all
    .filter(({ endsAt }) => addMinutes(endsAt, 24 * 60) > moment)
    .sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  if (visits.length < all.length) write(visits);
  const isPast = ({ endsAt }: KeptVisit) => endsAt < moment;
  return [...visits.filter((visit) => !isPast(visit)), ...visits.filter(isPast)];
}

/** Keeps a visit that was just booked here. */
export function keepVisit(link: ManageLink, booking: OwnBooking, request?: KeptRequest): void {
  const { appointmentDate: date, appointmentTime: time, startsAt, endsAt, sold } = booking;
  const visit = {
    ...link,
    date,
    time,
    startsAt,
    endsAt,
    services: sold.services,
    ...(booking.status === "pending" && { isPending: true }),
    ...(request && { request }),
  };
  const others = readVisits().filter(({ bookingId }) => bookingId !== link.bookingId);
  write([...others, visit]);
}

/** Brings a kept visit up to date; one that will not take place is kept no longer. */
export function updateKeptVisit(link: ManageLink, booking: OwnBooking): void {
  const kept = readVisits().find(({ bookingId }) => bookingId === link.bookingId);
  if (!kept) return;
  // A visit that was moved is no longer what its request asked for: the same content is another visit.
  const isMoved = kept.date !== booking.appointmentDate || kept.time !== booking.appointmentTime;
  if (isOpen(booking.status)) keepVisit(link, booking, isMoved ? undefined : kept.request);
  else dropVisit(link.bookingId);
}

/** Keeps a visit no longer. */
export function dropVisit(bookingId: string): void {
  write(readVisits().filter((visit) => visit.bookingId !== bookingId));
}

/** Forgets the links of every visit. */
export function forgetVisits(): void {
  forget("device", name);
}

function write(visits: readonly KeptVisit[]): void {
  if (visits.length > 0) keep("device", name, visits);
  else forgetVisits();
}

function readVisits(): KeptVisit[] {
  const found = readKept("device", name);
  return Array.isArray(found) ? found.filter(isVisit) : [];
}

function isVisit(found: KeptVisit | null): boolean {
  if (!found || !Array.isArray(found.services)) return false;
  const { bookingId, token, date, time, startsAt, endsAt } = found;
  const isText = [bookingId, token, date, time].every((part) => typeof part === "string");
  return isText && [startsAt, endsAt].every((moment) => Number.isFinite(Date.parse(moment)));
}
