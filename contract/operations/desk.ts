/** What the owner does with bookings, on the desk. */
import * as bookings from "../schemas/bookings";
import * as desk from "../schemas/desk";
import { removalReplySchema, removalRequestSchema } from "../schemas/removals";
import { idempotencyHeader, type Operation } from "./operation";

/** A decision is refused where the booking is no longer, or not yet, what the desk takes it for. */
const decisionErrors = [
  "idempotency.invalid",
  "not-found",
  "booking.is.pending",
  "booking.is.confirmed",
  "booking.is.completed",
  "booking.is.no_show",
  "booking.is.cancelled",
  "booking.is.rejected",
  "booking.is.expired",
  "booking.changed",
] as const;

/** A visit is over, well or badly, only once it began. */
const outcomeErrors = [...decisionErrors, "booking.early"] as const;

export const listBookings = {
  method: "GET",
  path: "/admin/bookings",
  access: "admin",
  summary: "Lists bookings by date and time.",
  query: desk.adminBookingsQuerySchema,
  status: 200,
  reply: desk.adminBookingsSchema,
  handler: "bookings/operations/list-bookings",
  touches: {
    bookings: ["GetItem"],
    "bookings/date-time-index": ["Query"],
    "bookings/email-date-index": ["Query"],
    "bookings/owed-index": ["Query"],
  },
} as const satisfies Operation;

export const listCustomers = {
  method: "GET",
  path: "/admin/customers",
  access: "admin",
  summary: "Lists customers with a booking in a period.",
  query: desk.adminCustomersQuerySchema,
  status: 200,
  reply: desk.adminCustomersSchema,
  handler: "bookings/operations/list-customers",
  touches: {
    "bookings/date-time-index": ["Query"],
    "bookings/email-date-index": ["Query"],
  },
} as const satisfies Operation;

export const confirmBooking = {
  method: "POST",
  path: "/admin/bookings/{bookingId}/confirm",
  access: "admin",
  summary: "Confirms a pending booking.",
  body: bookings.emptyRequestSchema,
  headers: idempotencyHeader,
  status: 200,
  reply: desk.adminBookingSchema,
  errors: decisionErrors,
  handler: "bookings/operations/confirm-booking",
  touches: { bookings: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const rejectBooking = {
  method: "POST",
  path: "/admin/bookings/{bookingId}/reject",
  access: "admin",
  summary: "Rejects a pending booking.",
  body: bookings.emptyRequestSchema,
  headers: idempotencyHeader,
  status: 200,
  reply: desk.adminBookingSchema,
  errors: decisionErrors,
  handler: "bookings/operations/reject-booking",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const completeBooking = {
  method: "POST",
  path: "/admin/bookings/{bookingId}/complete",
  access: "admin",
  summary: "Marks a visit as completed.",
  body: bookings.emptyRequestSchema,
  headers: idempotencyHeader,
  status: 200,
  reply: desk.adminBookingSchema,
  errors: outcomeErrors,
  handler: "bookings/operations/complete-booking",
  touches: { bookings: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const markNoShow = {
  method: "POST",
  path: "/admin/bookings/{bookingId}/no-show",
  access: "admin",
  summary: "Marks a visit as a no-show.",
  body: bookings.emptyRequestSchema,
  headers: idempotencyHeader,
  status: 200,
  reply: desk.adminBookingSchema,
  errors: outcomeErrors,
  handler: "bookings/operations/mark-no-show",
  touches: { bookings: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const cancelBookingAsAdmin = {
  method: "POST",
  path: "/admin/bookings/{bookingId}/cancel",
  access: "admin",
  summary: "Cancels a booking for the business.",
  body: bookings.emptyRequestSchema,
  headers: idempotencyHeader,
  status: 200,
  reply: desk.adminBookingSchema,
  errors: decisionErrors,
  handler: "bookings/operations/cancel-booking-as-admin",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const removeBookings = {
  method: "POST",
  path: "/admin/bookings/removals",
  access: "admin",
  summary: "Cancels many bookings at once, with at most one message to each person.",
  body: removalRequestSchema,
  status: 200,
  reply: removalReplySchema,
  handler: "bookings/operations/remove-bookings",
  touches: {
    bookings: ["GetItem", "UpdateItem"],
    "bookings/date-time-index": ["Query"],
    "bookings/email-date-index": ["Query"],
    slots: ["GetItem", "UpdateItem"],
  },
} as const satisfies Operation;
