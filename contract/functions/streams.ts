/** Every function that a table's stream feeds, once; the counterpart of routes.ts. */
import type { FunctionSpec, TableName } from "../operations/operation";

/** A function that gets the changes of one table, in batches, at least once. */
export interface StreamFunction extends FunctionSpec {
  readonly source: TableName;
  /** May send mail through SES, and text messages where the stage has them. */
  readonly sendsMail?: boolean;
}

export const notifyCustomer = {
  source: "bookings",
  handler: "bookings/messages/notify-customer",
  touches: { bookings: ["UpdateItem"] },
  settings: ["MAIL_FROM", "MAIL_CONFIGURATION_SET", "SMS_MONTHLY_CAP"],
  sendsMail: true,
} as const satisfies StreamFunction;

// Feedback

export const aggregateFeedback = {
  source: "feedback",
  handler: "feedback/aggregate-feedback",
  touches: { analytics: ["PutItem", "UpdateItem"] },
} as const satisfies StreamFunction;
