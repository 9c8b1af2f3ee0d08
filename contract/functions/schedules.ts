/** Every function that runs on a schedule; what contract/operations is for the API. */
import type { FunctionSpec } from "../operations/operation";

/** A function that runs regularly; a missed run is made up for by the next one. */
export interface ScheduledFunction extends FunctionSpec {
  readonly every: "rate(1 minute)" | "rate(1 hour)" | "rate(1 day)";
  /** Whether it tells the failure queue what it gives up. */
  readonly reportsFailures?: boolean;
  /** Whether it may send mail through SES, and SMS on a stage that has them. */
  readonly sendsMail?: boolean;
  /** Whether some of that mail is caused by visitors, which is counted for each address. */
  readonly countsMail?: boolean;
}

export const sendReminders = {
  every: "rate(1 hour)",
  handler: "bookings/messages/send-reminders",
  touches: {
    bookings: ["GetItem", "UpdateItem"],
    "bookings/date-time-index": ["Query"],
    slots: ["GetItem", "UpdateItem"],
  },
  settings: ["MAIL_FROM", "MAIL_CONFIGURATION_SET", "SMS_MONTHLY_CAP"],
  sendsMail: true,
} as const satisfies ScheduledFunction;

export const sendOwed = {
  every: "rate(1 minute)",
  handler: "bookings/messages/send-owed",
  touches: {
    bookings: ["GetItem", "UpdateItem"],
    "bookings/owed-index": ["Query"],
  },
  settings: ["MAIL_FROM", "MAIL_CONFIGURATION_SET", "SMS_MONTHLY_CAP", "FAILURE_QUEUE"],
  sendsMail: true,
  countsMail: true,
  reportsFailures: true,
  // A message that it was cut off at waits no longer than those of the notifier.
  timeoutSeconds: 30,
} as const satisfies ScheduledFunction;
