import type { SendResult } from "../../runtime/mailer";
import { mayBeDone } from "../../runtime/outage";
import type { Booking } from "../booking";
import type { MessageKind, MessageResult } from "./message";

/** How sending a message ended; `suppressed`, `held` and `capped` were not even tried. */
export type Outcome = Omit<MessageResult, "at">;

/** A message that is to be sent. */
export interface Outgoing {
  readonly booking: Booking;
  readonly kind: MessageKind;
  /** Its own name in the booking's log. */
  readonly name: string;
  readonly now: string;
  /** Whether an earlier try has counted it. */
  readonly isCounted: boolean;
}

/** One way to reach customers. */
export interface Channel {
  readonly name: "mail" | "sms";
  /** Whether this customer gets a message of this kind through this channel. */
  isFor(booking: Booking, kind: MessageKind): boolean;
  /** Sends a message; throws `PutOff` where SES or SNS can't take it now. */
  send(message: Outgoing): Promise<Outcome>;
}

/** Thrown where a message could not be handed over now, through no fault of its own. */
export class PutOff extends Error {
  override readonly name = "PutOff";
  /** Whether it may have been sent although no answer came. */
  readonly isUnanswered: boolean;

  constructor(cause: unknown) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), { cause });
    this.isUnanswered = mayBeDone(cause);
  }
}

/** Hands a message to SES or SNS. */
export async function handOver(send: () => Promise<SendResult>): Promise<Outcome> {
  let sent: SendResult;
  try {
    sent = await send();
  } catch (error) {
    throw new PutOff(error);
  }
  return sent.ok
    ? { status: "sent", messageId: sent.messageId }
    : { status: "failed", reason: sent.reason };
}
