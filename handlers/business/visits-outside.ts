import type { Business } from "../../contract/business";
import {
  addDays,
  addMinutes,
  dateIn,
  minutesBetween,
  minutesOfDay,
} from "../../contract/rules/calendar";
import { documentSeconds } from "../../contract/rules/document-age";
import { openingsOn, stretchesOf, workingStretches } from "../../contract/rules/hours";
import { staffName } from "../../contract/rules/names";
import { isOpen } from "../../contract/rules/status";
import { isOffered, staffFor } from "../../contract/rules/visit";
import type { OutsideVisit, VisitsOutsideReply } from "../../contract/schemas/business";
import type { Booking } from "../bookings/booking";
import type { BookingLists } from "../bookings/lists";
import type { SavedBusiness } from "./saved-business";

/** The span that is looked through at least, should the horizon have been longer once. */
const leastDays = 92;
/** As many as somebody deals with at once, and well within a reply's size. */
const mostVisits = 200;
/** The longest that a function which has read a document works on (10 s), and that an index lags behind. */
const underWaySeconds = 13;

/** Why a visit does not fit the document; undefined where it does. Notice, horizon and grid bind new visits alone. */
export function whyOutside(
  business: Business,
  {
    service,
    staff,
    appointmentDate: date,
    appointmentTime,
    startsAt,
    endsAt,
  }: Pick<
    Booking,
    "service" | "staff" | "appointmentDate" | "appointmentTime" | "startsAt" | "endsAt"
  >,
): OutsideVisit["why"] | undefined {
  if (!isOffered(business, service)) return "service.gone";
  const person = business.staff.find(({ id }) => id === staff);
  if (!person) return "person.gone";
  if (!staffFor(business, service).includes(person)) return "person.service";
  const openings = stretchesOf(openingsOn(business, date));
  if (openings.length === 0) return "day.closed";
  const working = workingStretches(openings, person, date);
  if (working.length === 0) return "day.away";
  const start = minutesOfDay(appointmentTime);
  const end = start + minutesBetween(startsAt, endsAt);
  const isWithin = working.some((stretch) => start >= stretch.start && end <= stretch.end);
  return isWithin ? undefined : "time.outside";
}

/**
 * The coming visits that a version of the document leaves outside. Functions go on with the version before for
 * a moment, so that what was complete when it was saved is complete for good only after `askAgainAt`.
 * @param before the document that it replaces, whose horizon may have been longer
 */
export async function visitsOutside(
  lists: Pick<BookingLists, "onDays">,
  { business, version, savedAt }: Omit<SavedBusiness, "savedAt"> & { readonly savedAt?: string },
  before: Business | undefined,
  now: string,
): Promise<VisitsOutsideReply> {
  const today = dateIn(business.timeZone, now);
  const horizons = [business, before].map((each) => each?.booking.horizonDays ?? 0);
  const days = { from: today, to: addDays(today, Math.max(leastDays, ...horizons)) };
  const settledAt = savedAt && addSeconds(savedAt, documentSeconds + underWaySeconds);
  const found: OutsideVisit[] = [];
  let isMore = false;
  for await (const booking of lists.onDays(days)) {
    if (!isOpen(booking.status) || booking.startsAt <= now) continue;
    const why = whyOutside(business, booking);
    if (!why) continue;
    isMore = found.length === mostVisits;
    if (isMore) break;
    found.push(outsideVisit(business, booking, why));
  }
  return {
    version,
    visits: found,
    isMore,
    ...(settledAt && now < settledAt && { askAgainAt: settledAt }),
  };
}

function outsideVisit(
  business: Business,
  booking: Booking,
  why: OutsideVisit["why"],
): OutsideVisit {
  const { bookingId, customerName, appointmentDate, appointmentTime, staff, sold } = booking;
  return {
    bookingId,
    customerName,
    appointmentDate,
    appointmentTime,
    staff,
    // A person who is gone is known from what was sold alone.
    staffName: sold?.staffName ?? staffName(business, staff),
    why,
  };
}

function addSeconds(moment: string, seconds: number): string {
  return addMinutes(moment, seconds / 60);
}
