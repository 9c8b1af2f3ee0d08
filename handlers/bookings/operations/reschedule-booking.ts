import { business } from "../../../business";
import * as routes from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { appointment, type Booking, isChangeable, ownView } from "../booking";
import { bucketsOf, staffFor, startProblem, visitOf } from "../diary/slots";
import { type BookingStore, bookingStore } from "../store";
import { ownBooking } from "./own-booking";

/** POST /booking/{bookingId}/reschedule: moves the customer's own booking to another free time. */
export function rescheduleBooking(
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(routes.rescheduleBooking, async (request) => {
    const now = clock();
    const own = await ownBooking(store, request);
    if (!own.ok) return own;
    const { booking } = own;
    const { date, time, staff = booking.staff } = request.body;
    // A service that business.ts no longer has can't be planned anew; the owner is called instead.
    const isOffered = booking.service.every((id) => business.services.some((one) => one.id === id));
    if (!isChangeable(booking, now) || !isOffered) return refuse("booking.unchangeable");
    const isThere = (one: Booking) =>
      staff === one.staff && date === one.appointmentDate && time === one.appointmentTime;
    if (isThere(booking)) return ok(ownView(booking, now));

    const visit = visitOf(booking.service);
    const problem = startProblem(date, time, visit, now);
    if (problem) return refuse("invalid", { [problem.field]: problem.key });
    if (!staffFor(booking.service).some(({ id }) => id === staff)) {
      return refuse("invalid", { staff: "staff.service" });
    }
    const to = appointment(staff, date, time, booking.service);
    const result = await store.move(booking, to, bucketsOf(time, visit), "customer", now);
    if (!result.ok) {
      // This very request's twin may have been faster.
      const since = await store.find(booking.bookingId);
      if (since && isThere(since) && isChangeable(since, now)) return ok(ownView(since, now));
      return refuse(result.reason === "taken" ? "taken" : "busy");
    }
    log.info({ event: "booking.moved", bookingId: booking.bookingId });
    return ok(ownView(result.booking, now));
  });
}
