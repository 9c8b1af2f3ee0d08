import type { SendResult } from "../../runtime/mailer";
import type { Booking } from "../booking";
import type { MessageKind, MessageResult } from "./message";

/** How sending a message ended; `suppressed` and `capped` were not even tried. */
export type Outcome = Omit<MessageResult, "at">;

/** The outcome of a message that was handed to SES or SNS. */
export function outcomeOf(sent: SendResult): Outcome {
  return sent.ok
    ? { status: "sent", messageId: sent.messageId }
    : { status: "failed", reason: sent.reason };
}

/** One way to reach customers. */
export interface Channel {
  readonly name: "mail" | "sms";
  /** Whether this customer gets a message of this kind through this channel. */
  isFor(booking: Booking, kind: MessageKind): boolean;
  /**
   * Sends a message; throws where trying again may help.
   * @param name the message's own, in the booking's log
   */
  send(booking: Booking, kind: MessageKind, name: string, now: string): Promise<Outcome>;
}
