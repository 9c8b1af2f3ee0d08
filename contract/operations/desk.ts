/** What the owner does with bookings, on the desk. */
import * as bookings from "../schemas/bookings";
import * as desk from "../schemas/desk";
import type { Operation } from "./operation";

export const listBookings = {
  method: "GET",
  path: "/admin/bookings",
  access: "admin",
  summary: "The owner's diary by date and time, or every booking of one customer.",
  query: desk.adminBookingsQuerySchema,
  status: 200,
  reply: desk.adminBookingsSchema,
  handler: "bookings/operations/list-bookings",
  touches: {
    "bookings/date-time-index": ["Query"],
    "bookings/email-date-index": ["Query"],
  },
} as const satisfies Operation;

export const listCustomers = {
  method: "GET",
  path: "/admin/customers",
  access: "admin",
  summary: "Who had or has a booking in these days, with how often they came or did not.",
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
  summary: "Takes on a request.",
  body: bookings.emptyRequestSchema,
  status: 200,
  reply: desk.adminBookingSchema,
  handler: "bookings/operations/confirm-booking",
  touches: { bookings: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const rejectBooking = {
  method: "POST",
  path: "/admin/bookings/{bookingId}/reject",
  access: "admin",
  summary: "Declines a request and frees its time.",
  body: bookings.emptyRequestSchema,
  status: 200,
  reply: desk.adminBookingSchema,
  handler: "bookings/operations/reject-booking",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["UpdateItem"] },
} as const satisfies Operation;

export const completeBooking = {
  method: "POST",
  path: "/admin/bookings/{bookingId}/complete",
  access: "admin",
  summary: "Notes that a visit took place.",
  body: bookings.emptyRequestSchema,
  status: 200,
  reply: desk.adminBookingSchema,
  handler: "bookings/operations/complete-booking",
  touches: { bookings: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const markNoShow = {
  method: "POST",
  path: "/admin/bookings/{bookingId}/no-show",
  access: "admin",
  summary: "Notes that the customer did not come.",
  body: bookings.emptyRequestSchema,
  status: 200,
  reply: desk.adminBookingSchema,
  handler: "bookings/operations/mark-no-show",
  touches: { bookings: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const cancelBookingAsAdmin = {
  method: "POST",
  path: "/admin/bookings/{bookingId}/cancel",
  access: "admin",
  summary: "Calls a visit off and frees its time.",
  body: bookings.emptyRequestSchema,
  status: 200,
  reply: desk.adminBookingSchema,
  handler: "bookings/operations/cancel-booking-as-admin",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["UpdateItem"] },
} as const satisfies Operation;
