/** Every function that a topic feeds; what contract/operations is for the API. */
import type { FunctionSpec } from "../operations/operation";

/** A function that receives the messages of one topic, each at least once and in any order. */
export interface TopicFunction extends FunctionSpec {
  /** `mailEvents`: what SES reports about the mails it has sent. */
  readonly topic: "mailEvents";
}

export const recordMailResult = {
  topic: "mailEvents",
  handler: "bookings/messages/record-mail-result",
  touches: { bookings: ["UpdateItem"] },
  settings: ["MAIL_CONFIGURATION_SET"],
  isAnybodys: true,
} as const satisfies TopicFunction;
