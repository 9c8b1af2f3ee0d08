/** Every function that a table's stream feeds; what contract/operations is for the API. */
import type { FunctionSpec, TableName } from "../operations/operation";

/** A function that receives the changes of one table, in batches, each at least once. */
export interface StreamFunction extends FunctionSpec {
  readonly source: TableName;
  /** Whether it may send mail through SES, and SMS on a stage that has them. */
  readonly sendsMail?: boolean;
  /** Whether some of that mail is caused by visitors, which is counted for each address. */
  readonly countsMail?: boolean;
}

export const notifyCustomer = {
  source: "bookings",
  handler: "bookings/messages/notify-customer",
  touches: { bookings: ["UpdateItem"] },
  settings: ["MAIL_FROM", "MAIL_CONFIGURATION_SET", "SMS_MONTHLY_CAP"],
  sendsMail: true,
  countsMail: true,
} as const satisfies StreamFunction;

export const aggregateFeedback = {
  source: "feedback",
  handler: "feedback/aggregate-feedback",
  touches: { analytics: ["PutItem", "UpdateItem"] },
} as const satisfies StreamFunction;
