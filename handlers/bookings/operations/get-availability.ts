import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { addDays } from "../../../contract/rules/calendar";
import { choiceProblems, meantServices } from "../../../contract/rules/choice";
import { termsOf } from "../../../contract/rules/terms";
import { shortestVisit, staffFor } from "../../../contract/rules/visit";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { freeTimes, withLengths } from "../diary/free-staff";
import { type BookingStore, bookingStore } from "../store";

/** GET /availability: the free start times of each day, with who is free for the whole visit. */
export function getAvailability(
  business: Business,
  store: Pick<BookingStore, "takenOn"> = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.getAvailability, async ({ query }) => {
    const now = clock();
    const { date, days } = query;
    const service = query.service && meantServices(business, query.service);
    const problems = choiceProblems(business, { ...query, service });
    if (Object.keys(problems).length > 0) return refuse("invalid", problems);
    const staff = staffFor(business, service ?? []).filter(
      ({ id }) => !query.staff || id === query.staff,
    );
    if (staff.length === 0) return refuse("invalid", { staff: "staff.service" });
    const shortest = shortestVisit(business);
    const people = service
      ? withLengths(business, staff, service, query.options)
      : staff.map(({ id }) => ({ id, visit: shortest }));
    const terms = people.map(({ id, visit }) => ({ id, ...termsOf(business, visit) }));
    const dates = Array.from({ length: days }, (_, index) => addDays(date, index));
    return ok({
      timeZone: business.timeZone,
      durationMinutes: Math.min(...people.map(({ visit }) => visit.durationMinutes)),
      days: await freeTimes(business, store, people, dates, now),
      ...(service && { people: terms }),
    });
  });
}
