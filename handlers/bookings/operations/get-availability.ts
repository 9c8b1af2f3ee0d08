import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { addDays } from "../../../contract/rules/calendar";
import { choiceProblems } from "../../../contract/rules/choice";
import { shortestVisit, staffFor, visitOf } from "../../../contract/rules/visit";
import { utcMoment } from "../../../contract/rules/wall-time";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { readDiary } from "../diary/free-staff";
import { isBookableDay, startTimes } from "../diary/slots";
import { type BookingStore, bookingStore } from "../store";

/** GET /availability: the free start times of each day, with who is free for the whole visit. */
export function getAvailability(
  business: Business,
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.getAvailability, async ({ query }) => {
    const now = clock();
    const problems = choiceProblems(business, query);
    if (Object.keys(problems).length > 0) return refuse("invalid", problems);
    const visit = query.service ? visitOf(business, query.service) : shortestVisit(business);
    const staff = staffFor(business, query.service ?? []).filter(
      ({ id }) => !query.staff || id === query.staff,
    );
    if (staff.length === 0) return refuse("invalid", { staff: "staff.service" });

    const days = Array.from({ length: query.days }, (_, index) => {
      const date = addDays(query.date, index);
      return { date, times: startTimes(business, date, visit, now) };
    });
    const asked = days.filter(({ times }) => times.length > 0).map(({ date }) => date);
    const diary = await readDiary(store, staff, asked);

    return ok({
      timeZone: business.timeZone,
      durationMinutes: visit.durationMinutes,
      days: days.map(({ date, times }) => ({
        date,
        open: isBookableDay(business, date, now),
        slots: times
          .map((time) => ({
            time,
            startsAt: utcMoment(date, time, business.timeZone),
            staff: diary.freeStaff(staff, date, time, visit),
          }))
          .filter((slot) => slot.staff.length > 0),
      })),
    });
  });
}
