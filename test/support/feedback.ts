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

/** A review as the table holds it, made `now`. */
export function aReview(changes: Partial<Feedback> = {}): Feedback {
  const { name, rating, message } = validReview;
  return {
    name,
    rating,
    message,
    feedbackId: randomUUID(),
    sentiment: "positive",
    lexicon: "2026-11",
    verified: false,
    status: "published",
    createdAt: now,
    ...changes,
  };
}

/** A review of the version before: it holds its address and is there for thirty days. */
export function anOlderReview(changes: Partial<Feedback> = {}): Feedback {
  const expiresAt = unixSeconds(changes.createdAt ?? now) + 30 * 24 * 3600;
  return { ...aReview(), email: validReview.email, expiresAt, ...changes };
}
