/** What visitors and customers do with bookings. */
import * as bookings from "../schemas/bookings";
import { idempotencyHeader, type Operation } from "./operation";

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
  errors: [
    "idempotency.invalid",
    "idempotency.reused",
    "taken",
    "busy",
    "contact.limit",
    "contact.throttled",
    "terms.changed",
  ],
  handler: "bookings/operations/create-booking",
  touches: {
    bookings: ["GetItem", "PutItem"],
    slots: ["BatchGetItem", "GetItem", "PutItem", "UpdateItem"],
  },
  settings: ["AUTO_CONFIRM"],
} as const satisfies Operation;

export const findBooking = {
  method: "GET",
  path: "/booking",
  access: "public",
  summary: "Returns what a request with this Idempotency-Key booked.",
  headers: {
    "Idempotency-Key":
      "The key that POST /booking was sent with: 32 to 64 characters, hard to guess.",
  },
  status: 200,
  reply: bookings.bookingReplySchema,
  errors: ["idempotency.invalid", "not-found"],
  handler: "bookings/operations/find-booking",
  touches: { bookings: ["GetItem"], slots: ["GetItem"] },
} as const satisfies Operation;

export const sendBookingLinks = {
  method: "POST",
  path: "/booking-links",
  access: "edge",
  summary: "Sends customers the links of their own visits again.",
  body: bookings.linksRequestSchema,
  status: 200,
  reply: bookings.linksReplySchema,
  handler: "bookings/operations/send-booking-links",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["GetItem", "UpdateItem"] },
  settings: ["HAS_SMS"],
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
  errors: ["booking.unchangeable", "booking.cancel.late", "booking.changed"],
  handler: "bookings/operations/cancel-booking",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const rescheduleBooking = {
  method: "POST",
  path: "/booking/{bookingId}/reschedule",
  access: "manage",
  summary: "Moves a customer's own booking to another time.",
  body: bookings.rescheduleRequestSchema,
  headers: idempotencyHeader,
  status: 200,
  reply: bookings.ownBookingSchema,
  errors: [
    "idempotency.invalid",
    "idempotency.reused",
    "booking.unchangeable",
    "booking.move.late",
    "booking.changed",
    "taken",
    "busy",
    "contact.limit",
    "contact.throttled",
    "moves.limit",
    "terms.changed",
  ],
  handler: "bookings/operations/reschedule-booking",
  touches: {
    bookings: ["GetItem", "UpdateItem"],
    slots: ["GetItem", "UpdateItem"],
  },
} as const satisfies Operation;

export const getOwnAvailability = {
  method: "GET",
  path: "/booking/{bookingId}/availability",
  access: "manage",
  summary: "Lists the times that a customer's own booking can be moved to.",
  query: bookings.ownAvailabilityQuerySchema,
  status: 200,
  reply: bookings.ownAvailabilityReplySchema,
  errors: ["booking.unchangeable", "booking.move.late", "moves.limit"],
  handler: "bookings/operations/get-own-availability",
  touches: { bookings: ["GetItem"], slots: ["BatchGetItem"] },
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
