import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { addDays } from "../../../contract/rules/calendar";
import { staffFor } from "../../../contract/rules/visit";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { soldOf } from "../booking";
import { freeTimes } from "../diary/free-staff";
import { ownMoveProblem, soldWith } from "../move-visit";
import { type BookingStore, bookingStore } from "../store";
import { ownBooking } from "./own-booking";

/**
 * GET /booking/{bookingId}/availability: the times that a booking can be moved to, with everybody who can
 * do it. What the booking itself holds is not taken.
 */
export function getOwnAvailability(
  business: Business,
  store: Pick<BookingStore, "find" | "takenOn"> = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.getOwnAvailability, async (request) => {
    const now = clock();
    const own = await ownBooking(store, request);
    if (!own.ok) return own;
    const { booking } = own;
    const problem = ownMoveProblem(business, booking, now);
    if (problem) return refuse(problem);
    const people = staffFor(business, booking.service).map(({ id }) => {
      const visit = soldWith(business, booking, id);
      return { id, visit };
    });
    const { date, days } = request.query;
    const dates = Array.from({ length: days }, (_, index) => addDays(date, index));
    return ok({
      timeZone: business.timeZone,
      durationMinutes: soldOf(business, booking).durationMinutes,
      days: await freeTimes(business, store, people, dates, now, booking.bookingId),
      people: people.map(({ id, visit }) => ({
        id,
        name: visit.staffName,
        durationMinutes: visit.durationMinutes,
        priceMinor: visit.priceMinor ?? 0,
      })),
    });
  });
}
