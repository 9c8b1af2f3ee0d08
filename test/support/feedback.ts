import { randomUUID } from "node:crypto";
import { unixSeconds } from "../../contract/rules/calendar";
import type { Feedback } from "../../handlers/feedback/feedback";
import { now } from "./bookings";

/** What a visitor sends, with every field right. */
export const validReview = {
  name: "Awa Ngo",
  email: "awa@example.com",
  rating: 5,
  message: "I love my braids, thank you!",
} as const;

/** A review as the table holds it, made `now` and there for thirty days. */
export function aReview(changes: Partial<Feedback> = {}): Feedback {
  const createdAt = changes.createdAt ?? now;
  return {
    ...validReview,
    feedbackId: randomUUID(),
    sentiment: "positive",
    lexicon: "2026-11",
    verified: false,
    status: "published",
    createdAt,
    expiresAt: unixSeconds(createdAt) + 30 * 24 * 3600,
    ...changes,
  };
}
