import type { SendResult } from "../../runtime/mailer";
import type { Booking, MailResult } from "../booking";
import type { MailKind } from "./mail";

/** How one try to tell a customer ended; `suppressed` and `capped` were not even tried. */
export type Outcome = Omit<MailResult, "at">;

/** How a try ended that was one. */
export function outcomeOf(sent: SendResult): Outcome {
  return sent.ok
    ? { status: "sent", messageId: sent.messageId }
    : { status: "failed", reason: sent.reason };
}

/** One way to tell customers about their bookings. */
export interface Channel {
  readonly noun: "mail" | "sms";
  /** Whether this customer hears of this in this way. */
  isFor(booking: Booking, kind: MailKind): boolean;
  /**
   * Throws when it may work later.
   * @param name of the result on the booking
   */
  send(booking: Booking, kind: MailKind, name: string, now: string): Promise<Outcome>;
}
