/** Reviews and their totals. */
import * as feedback from "../schemas/feedback";
import { idempotencyHeader, type Operation } from "./operation";

export const createFeedback = {
  method: "POST",
  path: "/feedback",
  access: "edge",
  plan: "visits",
  summary: "Publishes a review.",
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
