/**
 * The contract: every operation once. This module exports operations and nothing else, so
 * `import * as routes` is the whole API and `routes.createBooking` is one row that a bundler can
 * take alone. The gateway's document, its validation, the local routing, the site's client and the
 * reference page all come from here.
 */

import * as bookings from "../schemas/bookings";
import * as ownersView from "../schemas/desk";
import * as feedback from "../schemas/feedback";
import { noReplySchema } from "../schemas/fields";
import * as health from "../schemas/health";
import * as products from "../schemas/products";
import * as users from "../schemas/users";
import * as visits from "../schemas/visits";
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

// Bookings, for the owner

export const listBookings = {
  method: "GET",
  path: "/admin/bookings",
  access: "admin",
  summary: "The owner's diary by date and time, or every booking of one customer.",
  query: ownersView.adminBookingsQuerySchema,
  status: 200,
  reply: ownersView.adminBookingsSchema,
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
  query: ownersView.adminCustomersQuerySchema,
  status: 200,
  reply: ownersView.adminCustomersSchema,
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
  reply: ownersView.adminBookingSchema,
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
  reply: ownersView.adminBookingSchema,
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
  reply: ownersView.adminBookingSchema,
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
  reply: ownersView.adminBookingSchema,
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
  reply: ownersView.adminBookingSchema,
  handler: "bookings/operations/cancel-booking-as-admin",
  touches: { bookings: ["GetItem", "UpdateItem"], slots: ["UpdateItem"] },
} as const satisfies Operation;

// Visits

export const getCount = {
  method: "GET",
  path: "/count",
  access: "public",
  summary: "How many visits the site has had.",
  status: 200,
  reply: visits.countSchema,
  handler: "visits/operations/get-count",
  touches: { visits: ["BatchGetItem"] },
  settings: ["VISIT_SHARDS"],
} as const satisfies Operation;

export const countVisit = {
  method: "POST",
  path: "/count",
  access: "edge",
  plan: "visits",
  summary: "Counts a visit, once a business day for each visitor, and answers the sum.",
  body: visits.countRequestSchema,
  status: 200,
  reply: visits.countSchema,
  handler: "visits/operations/count-visit",
  touches: { visits: ["BatchGetItem", "GetItem", "PutItem", "UpdateItem"] },
  settings: ["VISIT_SHARDS"],
} as const satisfies Operation;

// Products

export const listProducts = {
  method: "GET",
  path: "/products",
  access: "public",
  summary: "The products that the shop shows, by shelf, newest first.",
  query: products.productListQuerySchema,
  status: 200,
  reply: products.productListSchema,
  cacheSeconds: 30,
  handler: "products/operations/list-products",
  touches: { "products/category-index": ["Query"] },
} as const satisfies Operation;

export const listAllProducts = {
  method: "GET",
  path: "/admin/products",
  access: "admin",
  summary:
    "Every product, also the inactive ones: the public list is cached for everybody and can't show them.",
  query: products.productListQuerySchema,
  status: 200,
  reply: products.productListSchema,
  handler: "products/operations/list-all-products",
  touches: { "products/category-index": ["Query"] },
} as const satisfies Operation;

export const createProduct = {
  method: "POST",
  path: "/products",
  access: "admin",
  summary: "Puts a new product on its shelf.",
  body: products.productRequestSchema,
  status: 201,
  reply: products.productSchema,
  handler: "products/operations/create-product",
  touches: { products: ["PutItem"] },
} as const satisfies Operation;

export const getProduct = {
  method: "GET",
  path: "/products/{product_id}",
  access: "public",
  summary: "One product, as long as the shop shows it.",
  status: 200,
  reply: products.productSchema,
  cacheSeconds: 30,
  handler: "products/operations/get-product",
  touches: { products: ["GetItem"] },
} as const satisfies Operation;

export const replaceProduct = {
  method: "PUT",
  path: "/products/{product_id}",
  access: "admin",
  summary: "Replaces a product, or answers 409 when somebody changed it since it was read.",
  body: products.productReplacementSchema,
  status: 200,
  reply: products.productSchema,
  handler: "products/operations/replace-product",
  touches: { products: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const deleteProduct = {
  method: "DELETE",
  path: "/products/{product_id}",
  access: "admin",
  summary: "Takes a product out of the shop for good.",
  status: 204,
  reply: noReplySchema,
  handler: "products/operations/delete-product",
  touches: { products: ["DeleteItem"] },
} as const satisfies Operation;

// Feedback

export const createFeedback = {
  method: "POST",
  path: "/feedback",
  access: "edge",
  plan: "visits",
  summary: "Publishes a review; the own link of a past visit marks it as verified.",
  body: feedback.feedbackRequestSchema,
  status: 201,
  reply: feedback.feedbackReplySchema,
  handler: "feedback/operations/create-feedback",
  touches: { feedback: ["PutItem"], bookings: ["GetItem"] },
  settings: ["FEEDBACK_DAYS"],
} as const satisfies Operation;

export const listFeedback = {
  method: "GET",
  path: "/feedback",
  access: "public",
  summary: "The newest reviews, page by page.",
  query: feedback.feedbackListQuerySchema,
  status: 200,
  reply: feedback.feedbackListSchema,
  handler: "feedback/operations/list-feedback",
  touches: { "feedback/recent-index": ["Query"] },
} as const satisfies Operation;

export const eraseFeedback = {
  method: "DELETE",
  path: "/feedback",
  access: "admin",
  summary: "Erases the reviews of one e-mail address; the totals stay.",
  query: feedback.feedbackErasureQuerySchema,
  status: 200,
  reply: feedback.feedbackErasureSchema,
  handler: "feedback/operations/erase-feedback",
  touches: { feedback: ["DeleteItem"], "feedback/email-index": ["Query"] },
} as const satisfies Operation;

export const getAnalytics = {
  method: "GET",
  path: "/analytics",
  access: "public",
  summary: "How many reviews there were, their ratings and their sentiment.",
  status: 200,
  reply: feedback.analyticsSchema,
  cacheSeconds: 60,
  handler: "feedback/operations/get-analytics",
  touches: { analytics: ["GetItem"] },
} as const satisfies Operation;

// Users

export const createUser = {
  method: "POST",
  path: "/users",
  access: "admin",
  summary: "Adds a user whose e-mail nobody else has.",
  body: users.userRequestSchema,
  status: 201,
  reply: users.userSchema,
  handler: "users/operations/create-user",
  touches: { users: ["PutItem"] },
} as const satisfies Operation;

export const listUsers = {
  method: "GET",
  path: "/users",
  access: "admin",
  summary: "The users, the newest first.",
  query: users.userListQuerySchema,
  status: 200,
  reply: users.userListSchema,
  handler: "users/operations/list-users",
  touches: { "users/created-index": ["Query"] },
} as const satisfies Operation;

export const getUser = {
  method: "GET",
  path: "/users/{userId}",
  access: "admin",
  summary: "One user.",
  status: 200,
  reply: users.userSchema,
  handler: "users/operations/get-user",
  touches: { users: ["GetItem"] },
} as const satisfies Operation;

export const replaceUser = {
  method: "PUT",
  path: "/users/{userId}",
  access: "admin",
  summary: "Replaces a user's name, e-mail and age; an age left out is removed.",
  body: users.userRequestSchema,
  status: 200,
  reply: users.userSchema,
  handler: "users/operations/replace-user",
  touches: { users: ["DeleteItem", "GetItem", "PutItem", "UpdateItem"] },
} as const satisfies Operation;

export const deleteUser = {
  method: "DELETE",
  path: "/users/{userId}",
  access: "admin",
  summary: "Removes a user and frees the e-mail.",
  status: 204,
  reply: noReplySchema,
  handler: "users/operations/delete-user",
  touches: { users: ["DeleteItem", "GetItem"] },
} as const satisfies Operation;

// Health

export const getHealth = {
  method: "GET",
  path: "/health",
  access: "public",
  summary: 'Whether the site works; 200 with the status "degraded" where a dependency fails.',
  status: 200,
  reply: health.healthSchema,
  handler: "health/operations/get-health",
  touches: { bookings: ["GetItem"], products: ["GetItem"], feedback: ["GetItem"] },
} as const satisfies Operation;
