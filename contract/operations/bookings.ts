/** What visitors and customers do with bookings. */
import * as bookings from "../schemas/bookings";
import type { Operation } from "./operation";

const idempotencyHeader = {
  "Idempotency-Key":
    "8 to 64 letters, digits, '-' or '_'; the same key with the same body answers the same.",
} as const;

export const getAvailability = {
  method: "GET",
  path: "/availability",
  access: "public",
  summary: "Free start times per day, in business time with UTC.",
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
  summary: "Books a visit, or answers 409 when somebody was faster.",
  body: bookings.bookingRequestSchema,
  headers: idempotencyHeader,
  status: 201,
  reply: bookings.bookingReplySchema,
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
  summary: "The customer's own booking.",
  status: 200,
  reply: bookings.ownBookingSchema,
  handler: "bookings/operations/get-booking",
  touches: { bookings: ["GetItem"] },
} as const satisfies Operation;

export const cancelBooking = {
  method: "POST",
  path: "/booking/{bookingId}/cancel",
  access: "manage",
  summary: "Cancels the customer's own booking and frees its time.",
  body: bookings.emptyRequestSchema,
  status: 200,
  reply: bookings.ownBookingSchema,
  handler: "bookings/operations/cancel-booking",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["UpdateItem"] },
} as const satisfies Operation;

export const rescheduleBooking = {
  method: "POST",
  path: "/booking/{bookingId}/reschedule",
  access: "manage",
  summary: "Moves the customer's own booking to another free time.",
  body: bookings.rescheduleRequestSchema,
  status: 200,
  reply: bookings.ownBookingSchema,
  handler: "bookings/operations/reschedule-booking",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["UpdateItem"] },
} as const satisfies Operation;

export const getBookingCalendar = {
  method: "GET",
  path: "/booking/{bookingId}/calendar.ics",
  access: "manage",
  summary: "The customer's own booking as an iCalendar file.",
  status: 200,
  reply: bookings.calendarSchema,
  contentType: "text/calendar",
  handler: "bookings/operations/get-booking-calendar",
  touches: { bookings: ["GetItem"] },
} as const satisfies Operation;
