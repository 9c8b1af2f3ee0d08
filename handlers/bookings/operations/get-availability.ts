import { business } from "../../../business";
import * as routes from "../../../contract/operations";
import { addDays, utcMoment } from "../../../contract/rules/business-time";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { staffDayOf } from "../diary/ledger";
import {
  bucketsOf,
  isBookableDay,
  shortestVisit,
  staffFor,
  startTimes,
  visitOf,
} from "../diary/slots";
import { type BookingStore, bookingStore } from "../store";

/** GET /availability: the start times of each day that are free, with who is free for the whole visit. */
export function getAvailability(store: BookingStore = bookingStore(), clock: Clock = systemClock) {
  return serve(routes.getAvailability, async ({ query }) => {
    const now = clock();
    const visit = query.service ? visitOf(query.service) : shortestVisit();
    const able = staffFor(query.service ?? []);
    const staff = query.staff ? able.filter(({ id }) => id === query.staff) : able;
    if (staff.length === 0) return refuse("invalid", { staff: "staff.service" });

    const days = Array.from({ length: query.days }, (_, index) => {
      const date = addDays(query.date, index);
      return { date, times: startTimes(date, visit, now) };
    });
    const asked = days
      .filter(({ times }) => times.length > 0)
      .flatMap(({ date }) => staff.map(({ id }) => ({ staff: id, date })));
    const taken = await store.takenOn(asked);
    const isFree = (id: string, date: string, time: string) => {
      const held = taken.get(staffDayOf(id, date));
      return !bucketsOf(time, visit).some((bucket) => held?.has(bucket));
    };

    return ok({
      timeZone: business.timeZone,
      durationMinutes: visit.durationMinutes,
      days: days.map(({ date, times }) => ({
        date,
        open: isBookableDay(date, now),
        slots: times
          .map((time) => ({
            time,
            startsAt: utcMoment(date, time),
            staff: staff.map(({ id }) => id).filter((id) => isFree(id, date, time)),
          }))
          .filter((slot) => slot.staff.length > 0),
      })),
    });
  });
}
