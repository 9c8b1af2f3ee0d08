/** Reviews and their totals. */
import * as feedback from "../schemas/feedback";
import { noReplySchema } from "../schemas/fields";
import { idempotencyHeader, type Operation } from "./operation";

export const createFeedback = {
  method: "POST",
  path: "/feedback",
  access: "edge",
  plan: "visits",
  summary: "Takes a review, which is public at once or waits for the owner.",
  body: feedback.feedbackRequestSchema,
  headers: idempotencyHeader,
  status: 201,
  reply: feedback.feedbackReplySchema,
  errors: ["idempotency.invalid", "idempotency.reused", "booking.reviewed"],
  handler: "feedback/operations/create-feedback",
  touches: { feedback: ["GetItem", "PutItem"], bookings: ["GetItem", "UpdateItem"] },
  settings: ["FEEDBACK_EMAIL_DAYS"],
} as const satisfies Operation;

export const listFeedback = {
  method: "GET",
  path: "/feedback",
  access: "public",
  summary: "Lists reviews, newest first.",
  query: feedback.feedbackListQuerySchema,
  status: 200,
  reply: feedback.feedbackListSchema,
  handler: "feedback/operations/list-feedback",
  touches: { "feedback/recent-index": ["Query"] },
} as const satisfies Operation;

export const listAllFeedback = {
  method: "GET",
  path: "/admin/feedback",
  access: "admin",
  summary: "Lists all reviews, those that wait for approval first.",
  query: feedback.deskReviewsQuerySchema,
  status: 200,
  reply: feedback.deskReviewsSchema,
  handler: "feedback/operations/list-all-feedback",
  touches: { "feedback/recent-index": ["Query"] },
} as const satisfies Operation;

export const showFeedback = {
  method: "POST",
  path: "/admin/feedback/{feedbackId}/show",
  access: "admin",
  summary: "Publishes a review that waits or was hidden.",
  body: feedback.reviewDecisionSchema,
  status: 200,
  reply: feedback.deskReviewSchema,
  errors: ["not-found", "review.stale"],
  handler: "feedback/operations/show-feedback",
  touches: { feedback: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const hideFeedback = {
  method: "POST",
  path: "/admin/feedback/{feedbackId}/hide",
  access: "admin",
  summary: "Takes a review off the page; it can be shown again.",
  body: feedback.reviewDecisionSchema,
  status: 200,
  reply: feedback.deskReviewSchema,
  errors: ["not-found", "review.stale"],
  handler: "feedback/operations/hide-feedback",
  touches: { feedback: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const answerFeedback = {
  method: "PUT",
  path: "/admin/feedback/{feedbackId}/answer",
  access: "admin",
  summary: "Sets what the owner answers under a review, or takes it away.",
  body: feedback.reviewAnswerRequestSchema,
  status: 200,
  reply: feedback.deskReviewSchema,
  errors: ["not-found", "review.stale"],
  handler: "feedback/operations/answer-feedback",
  touches: { feedback: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const removeFeedback = {
  method: "DELETE",
  path: "/admin/feedback/{feedbackId}",
  access: "admin",
  summary: "Removes a review for good.",
  query: feedback.reviewRemovalQuerySchema,
  status: 204,
  reply: noReplySchema,
  errors: ["not-found", "review.stale"],
  handler: "feedback/operations/remove-feedback",
  touches: { feedback: ["DeleteItem", "GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const eraseFeedback = {
  method: "DELETE",
  path: "/feedback",
  access: "admin",
  summary: "Erases all reviews of one e-mail address.",
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
  summary: "Returns the totals over all reviews.",
  status: 200,
  reply: feedback.analyticsSchema,
  cacheSeconds: 60,
  handler: "feedback/operations/get-analytics",
  touches: { analytics: ["GetItem"] },
} as const satisfies Operation;
