import type { GatewayCode } from "./codes";

/** What answers an error: a function, the gateway in front of it, or the edge in front of both. */
export type Source = "edge" | "function" | "gateway";

/**
 * What each code means to somebody who writes a client, and what answers it. The gateway and the edge,
 * which know no languages, answer these sentences themselves.
 */
export const errorMeanings = {
  invalid: {
    meaning: "The request is not valid.",
    from: ["function", "gateway"],
  },
  "body.json": { meaning: "The body is not valid JSON.", from: ["function"] },
  "idempotency.invalid": {
    meaning: "The Idempotency-Key must be 8 to 64 letters, digits, hyphens or underscores.",
    from: ["function"],
  },
  "manage.missing": { meaning: "The header X-Manage-Token is missing.", from: ["function"] },
  "admin.missing": {
    meaning: "Sign in first.",
    from: ["function", "gateway"],
  },
  "admin.group": { meaning: "The account is not an admin.", from: ["function"] },
  "manage.wrong": {
    meaning: "There is no booking with this id and token.",
    from: ["function"],
  },
  "not-found": { meaning: "Not found.", from: ["function", "gateway"] },
  taken: { meaning: "The time has just been taken.", from: ["function"] },
  busy: {
    meaning: "Others are booking at the same moment. Try again.",
    from: ["function"],
  },
  conflict: {
    meaning: "Others are changing this at the same moment. Try again.",
    from: ["function"],
  },
  "email.taken": { meaning: "Another user has this e-mail address.", from: ["function"] },
  "idempotency.reused": {
    meaning: "The Idempotency-Key was used with another body.",
    from: ["function"],
  },
  "contact.limit": {
    meaning:
      "This number or address has as many visits as it may, or one at that time. Set forAnother for somebody else's visit.",
    from: ["function"],
  },
  "contact.throttled": {
    meaning: "Too many attempts with this number or address. Try again in an hour.",
    from: ["function"],
  },
  "moves.limit": {
    meaning: "The customer has moved this booking as often as the business allows online.",
    from: ["function"],
  },
  "caller.throttled": {
    meaning: "Too many writes from this address. Try again in ten minutes.",
    from: ["function"],
  },
  "caller.limit": {
    meaning: "Too many writes from this address on one day. Try again tomorrow.",
    from: ["function"],
  },
  "terms.changed": {
    meaning:
      "The length or the price is another one; `terms` has it. Send it as `expected` under a new key to accept it.",
    from: ["function"],
  },
  "booking.unchangeable": {
    meaning: "It is too late to change this booking online.",
    from: ["function"],
  },
  "booking.cancel.late": {
    meaning: "Customers can no longer cancel this booking online; it begins too soon.",
    from: ["function"],
  },
  "booking.move.late": {
    meaning: "Customers can no longer move this booking online; it begins too soon.",
    from: ["function"],
  },
  "booking.changed": {
    meaning: "The booking has changed since it was read.",
    from: ["function"],
  },
  "booking.early": { meaning: "The visit has not begun yet.", from: ["function"] },
  "booking.reviewed": { meaning: "The visit has a review already.", from: ["function"] },
  "booking.is.pending": { meaning: "The booking is pending.", from: ["function"] },
  "booking.is.confirmed": { meaning: "The booking is confirmed.", from: ["function"] },
  "booking.is.completed": { meaning: "The visit is completed.", from: ["function"] },
  "booking.is.no_show": { meaning: "The visit is marked as a no-show.", from: ["function"] },
  "booking.is.cancelled": { meaning: "The booking is cancelled.", from: ["function"] },
  "booking.is.rejected": { meaning: "The booking was rejected.", from: ["function"] },
  "booking.is.expired": { meaning: "The booking has expired.", from: ["function"] },
  "product.stale": {
    meaning: "The product has changed since the version that was sent.",
    from: ["function"],
  },
  "review.stale": {
    meaning: "The review has changed since the version that was sent.",
    from: ["function"],
  },
  "business.stale": {
    meaning: "The business has changed since the version that was sent.",
    from: ["function"],
  },
  "picture.type": {
    meaning: "What was uploaded is neither JPEG, PNG, WebP nor AVIF.",
    from: ["function"],
  },
  "picture.broken": {
    meaning: "The uploaded picture is broken, or has more in it than a picture.",
    from: ["function"],
  },
  "picture.large": {
    meaning: "The uploaded picture is too large: at most 1 MiB, and 1,280 pixels a side.",
    from: ["function"],
  },
  "body.large": {
    meaning: "The body is larger than it may be: 16 KB where the operation says nothing else.",
    from: ["edge", "function", "gateway"],
  },
  unavailable: {
    meaning: "Not possible at the moment. Repeat the same request after Retry-After.",
    from: ["function"],
  },
  internal: { meaning: "Something went wrong. Try again later.", from: ["function", "gateway"] },
  refused: { meaning: "The request was refused.", from: ["gateway"] },
  "edge.only": { meaning: "Call this operation through the site.", from: ["gateway"] },
  "access.denied": { meaning: "Access denied.", from: ["gateway"] },
  throttled: {
    meaning: "Too many requests. Try again in a moment.",
    from: ["edge", "gateway"],
  },
  "quota.exceeded": { meaning: "The monthly quota is used up.", from: ["gateway"] },
  "media.unsupported": { meaning: "The body must be application/json.", from: ["gateway"] },
  timeout: { meaning: "No answer in time. Try again.", from: ["gateway"] },
} as const satisfies Record<
  GatewayCode,
  { readonly meaning: string; readonly from: readonly Source[] }
>;
