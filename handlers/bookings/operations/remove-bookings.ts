import { randomBytes } from "node:crypto";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { toE164 } from "../../../contract/rules/booking-request";
import type { RemovalReply, RemovalRequest } from "../../../contract/schemas/removals";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import type { Booking } from "../booking";
import { type BookingLists, bookingLists } from "../lists";
import { byPerson, type RemovalCriteria } from "../removal/matching-visits";
import { removeVisits, visitsToRemove } from "../removal/remove-visits";
import { type BookingStore, bookingStore } from "../store";
import { refuseBackwards } from "./asked-days";

/** How long one call works before it leaves the rest to the next; well within the function's 10 s. */
export interface RemoveBookingsSettings {
  /** After so long no other person's bookings are begun, ... */
  readonly restMilliseconds: number;
  /** ... and after so long not even the same person's. */
  readonly stopMilliseconds: number;
}

/** As many as somebody looks at to see whether the right ones are meant, and well within a reply's size. */
const mostExamples = 100;

/**
 * POST /admin/bookings/removals: cancels all bookings still to come of a number, an address or a span. First
 * it only tells how many match, and gives the removal's id; with that id it removes those that were there
 * by then, as many as fit into a call.
 */
export function removeBookings(
  business: Business,
  store: BookingStore = bookingStore(),
  lists: BookingLists = bookingLists(),
  clock: Clock = systemClock,
  settings: RemoveBookingsSettings = { restMilliseconds: 4_000, stopMilliseconds: 6_000 },
) {
  return serve(business, operations.removeBookings, async ({ body, admin }) => {
    const began = performance.now();
    const now = clock();
    const read = readCriteria(business, body);
    if (!read.ok) return read;
    const { messages, removalId } = body;
    if (removalId === undefined) {
      const id = `${now}.${randomBytes(4).toString("hex")}`;
      const criteria = { ...read.criteria, seenBefore: now };
      const meant = await visitsToRemove(business, lists, criteria, { now, messages });
      return ok(reply(id, 0, meant));
    }
    const [previewed = ""] = removalId.split(".");
    if (previewed > now) return refuse("invalid", { removalId: "removalId.invalid" });
    const criteria = { ...read.criteria, seenBefore: previewed };
    const { removed, left } = await removeVisits(business, lists, store, criteria, {
      removalId,
      messages,
      by: `admin:${admin}`,
      now,
      isTimeUp: (within) =>
        performance.now() - began >=
        (within === "people" ? settings.restMilliseconds : settings.stopMilliseconds),
    });
    log.info({ event: "bookings.removed", removalId, removed, remaining: left.length });
    return ok(reply(removalId, removed, left));
  });
}

/** The criteria of a request, with the number in E.164; refused where there is none at all. */
function readCriteria(
  business: Business,
  { phone, email, from, to, madeFrom, madeTo }: RemovalRequest,
) {
  const number = phone === undefined ? undefined : toE164(business, phone);
  if (phone !== undefined && !number) return refuse("invalid", { phone: "phone.invalid" });
  const criteria: Omit<RemovalCriteria, "seenBefore"> = {
    phone: number,
    email,
    from,
    to,
    madeFrom,
    madeTo,
  };
  if (Object.values(criteria).every((each) => each === undefined)) {
    return refuse("invalid", { phone: "removal.required" });
  }
  if (madeFrom !== undefined && madeTo !== undefined && madeTo < madeFrom) {
    return refuse("invalid", { madeTo: "to.order" });
  }
  return (
    refuseBackwards({ ...(from && { from }), ...(to && { to }) }) ?? {
      ok: true as const,
      criteria,
    }
  );
}

function reply(removalId: string, removed: number, left: readonly Booking[]): RemovalReply {
  const people = [...byPerson(left).values()];
  return {
    removalId,
    removed,
    remaining: left.length,
    people: people.length,
    withoutAddress: people.filter(([one]) => !one?.customerEmail).length,
    examples: left.slice(0, mostExamples).map((booking) => ({
      bookingId: booking.bookingId,
      customerName: booking.customerName,
      ...(booking.customerEmail && { customerEmail: booking.customerEmail }),
      customerPhone: booking.customerPhone,
      appointmentDate: booking.appointmentDate,
      appointmentTime: booking.appointmentTime,
      createdAt: booking.createdAt,
    })),
  };
}
