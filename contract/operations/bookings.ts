/** What visitors and customers do with bookings. */
import * as bookings from "../schemas/bookings";
import type { Operation } from "./operation";

const idempotencyHeader = {
  "Idempotency-Key":
    "Makes the request safe to repeat: 8 to 64 letters, digits, hyphens or underscores.",
} as const;

export const getAvailability = {
  method: "GET",
  path: "/availability",
  access: "public",
  summary: "Lists free start times by day.",
  query: bookings.availabilityQuerySchema,
  status: 200,
  reply: bookings.availabilityReplySchema,
  cacheSeconds: 5,
  handler: "bookings/operations/get-availability",
  touches: { slots: ["BatchGetItem"] },
} as const satisfies Operation;

export const createBooking = {
  method: "POST",
  path: "/booking",
  access: "edge",
  summary: "Books a visit.",
  body: bookings.bookingRequestSchema,
  headers: idempotencyHeader,
  status: 201,
  reply: bookings.bookingReplySchema,
  errors: ["idempotency.invalid", "idempotency.reused", "taken", "busy"],
  handler: "bookings/operations/create-booking",
  touches: {
    bookings: ["PutItem"],
    slots: ["BatchGetItem", "GetItem", "PutItem", "UpdateItem"],
  },
  settings: ["AUTO_CONFIRM"],
} as const satisfies Operation;

export const getBooking = {
  method: "GET",
  path: "/booking/{bookingId}",
  access: "manage",
  summary: "Returns a customer's own booking.",
  status: 200,
  reply: bookings.ownBookingSchema,
  handler: "bookings/operations/get-booking",
  touches: { bookings: ["GetItem"] },
} as const satisfies Operation;

export const cancelBooking = {
  method: "POST",
  path: "/booking/{bookingId}/cancel",
  access: "manage",
  summary: "Cancels a customer's own booking.",
  body: bookings.emptyRequestSchema,
  status: 200,
  reply: bookings.ownBookingSchema,
  errors: ["booking.unchangeable", "busy"],
  handler: "bookings/operations/cancel-booking",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["UpdateItem"] },
} as const satisfies Operation;

export const rescheduleBooking = {
  method: "POST",
  path: "/booking/{bookingId}/reschedule",
  access: "manage",
  summary: "Moves a customer's own booking to another time.",
  body: bookings.rescheduleRequestSchema,
  status: 200,
  reply: bookings.ownBookingSchema,
  errors: ["booking.unchangeable", "taken", "busy"],
  handler: "bookings/operations/reschedule-booking",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["UpdateItem"] },
} as const satisfies Operation;

export const getBookingCalendar = {
  method: "GET",
  path: "/booking/{bookingId}/calendar.ics",
  access: "manage",
  summary: "Returns a customer's own booking as an iCalendar file.",
  status: 200,
  reply: bookings.calendarSchema,
  contentType: "text/calendar",
  handler: "bookings/operations/get-booking-calendar",
  touches: { bookings: ["GetItem"] },
} as const satisfies Operation;
