/** Every function that runs by the clock, once; the counterpart of routes.ts. */
import type { FunctionSpec } from "../operations/operation";

/** A function that runs again and again; a run that was missed is made up for by the next one. */
export interface ScheduledFunction extends FunctionSpec {
  readonly every: "rate(1 hour)" | "rate(1 day)";
  /** May send mail through SES, and text messages where the stage has them. */
  readonly sendsMail?: boolean;
}

export const sendReminders = {
  every: "rate(1 hour)",
  handler: "bookings/messages/send-reminders",
  touches: {
    bookings: ["GetItem", "UpdateItem"],
    "bookings/date-time-index": ["Query"],
    slots: ["UpdateItem"],
  },
  settings: ["MAIL_FROM", "MAIL_CONFIGURATION_SET", "SMS_MONTHLY_CAP"],
  sendsMail: true,
} as const satisfies ScheduledFunction;
