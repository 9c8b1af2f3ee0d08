import { fnv1a } from "../../contract/rules/booking-code";
import { addDays } from "../../contract/rules/calendar";
import type { BookingRequestInput } from "../../contract/schemas/bookings";
import { randomKey } from "../random-key";
import { forget, keep, readKept } from "./storage";

/** A request to book as it was sent, kept until its answer is known. */
export interface Attempt {
  /** Its Idempotency-Key: with it the API answers what it booked, and books nothing twice. */
  readonly key: string;
  readonly body: BookingRequestInput;
  /** When it was first sent, UTC, ISO 8601. */
  readonly sentAt: string;
}

const name = "shopfront.attempts";

/** The requests without an answer, newest first, until the day after the visit they are for. */
export function openAttempts(today: string): Attempt[] {
  const all = readAttempts();
  const open = all.filter(({ body }) => addDays(body.date, 1) >= today);
  if (open.length < all.length) write(open);
  return open;
}

/** Keeps a request from before it is sent: even a closed tab must not lose it. */
export function keepAttempt(attempt: Attempt): void {
  write([attempt, ...readAttempts().filter(({ key }) => key !== attempt.key)]);
}

/** Forgets a request once its answer is known, or once its customer wants another one. */
export function dropAttempt(key: string): void {
  write(readAttempts().filter((attempt) => attempt.key !== key));
}

/** Whether a request is still without an answer; another tab may have got it. */
export function isUnanswered(key: string): boolean {
  return readAttempts().some((attempt) => attempt.key === key);
}

/** Forgets every request. */
export function forgetAttempts(): void {
  forget("device", name);
}

/** A request that has not been sent yet, with a key of its own. */
export function newAttempt(body: BookingRequestInput, sentAt = new Date()): Attempt {
  return { key: randomKey(), body, sentAt: sentAt.toISOString() };
}

/** Whether two requests ask for the same visit; the language of the page makes no other visit. */
export function isSameRequest(one: BookingRequestInput, other: BookingRequestInput): boolean {
  return contentOf(one) === contentOf(other);
}

/** What identifies a request without giving anything of it away, to be kept after its answer. */
export function fingerprint(body: BookingRequestInput): string {
  // The browser's own digests are missing on plain http, and nobody gains by a collision.
  return fnv1a(contentOf(body)).toString(16);
}

/** Neither the order in which services were ticked nor the price that was shown makes another visit. */
function contentOf({ locale: _, expected: __, service, ...body }: BookingRequestInput): string {
  const parts = Object.entries(body).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([[service].flat().sort(), parts]);
}

function write(attempts: readonly Attempt[]): void {
  if (attempts.length > 0) keep("device", name, attempts);
  else forgetAttempts();
}

function readAttempts(): Attempt[] {
  const found = readKept("device", name);
  return Array.isArray(found) ? found.filter(isAttempt) : [];
}

function isAttempt(found: Attempt | null): boolean {
  const { key, body, sentAt } = found ?? {};
  return (
    typeof key === "string" &&
    typeof sentAt === "string" &&
    typeof body?.date === "string" &&
    typeof body.time === "string" &&
    typeof body.name === "string" &&
    Array.isArray(body.service)
  );
}
