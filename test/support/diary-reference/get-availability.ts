import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { addDays } from "../../../contract/rules/calendar";
import { shortestVisit, staffFor } from "../../../contract/rules/visit";
import { withLengths } from "../../../handlers/bookings/diary/free-staff";
import type { Clock } from "../../../handlers/runtime/clock";
import { ok, serve } from "../../../handlers/runtime/http";
import type { StoreBefore } from "../ledger-before/store";
import { freeTimes } from "./free-times";

/** GET /availability as it was before zone rules were kept and starts were counted in minutes. */
export function getAvailability(
  business: Business,
  store: Pick<StoreBefore, "takenOn">,
  clock: Clock,
) {
  return serve(business, operations.getAvailability, async ({ query }) => {
    const now = clock();
    const { service, date, days } = query;
    const staff = staffFor(business, service ?? []).filter(
      ({ id }) => !query.staff || id === query.staff,
    );
    const shortest = shortestVisit(business);
    const people = service
      ? withLengths(business, staff, service)
      : staff.map(({ id }) => ({ id, visit: shortest }));
    const dates = Array.from({ length: days }, (_, index) => addDays(date, index));
    return ok({
      timeZone: business.timeZone,
      durationMinutes: Math.min(...people.map(({ visit }) => visit.durationMinutes)),
      days: await freeTimes(business, store, people, dates, now),
    });
  });
}
