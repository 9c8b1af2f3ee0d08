import type { SendResult } from "../../runtime/mailer";
import { isOutage, mayBeDone } from "../../runtime/outage";
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
  /** Sends a message; throws `PutOff` where SES or SNS is out, `StageRefused` where it denies the stage. */
  send(message: Outgoing): Promise<Outcome>;
}

/** Thrown where SES or SNS is out, so that a message could not be handed over for now. */
export class PutOff extends Error {
  override readonly name = "PutOff";
  /** Whether it may have been sent although no answer came. */
  readonly isUnanswered: boolean;

  constructor(outage: unknown) {
    super(nameOf(outage));
    this.isUnanswered = mayBeDone(outage);
  }
}

/**
 * Thrown where SES or SNS takes nothing from this stage until somebody mends it: a missing permission, an
 * unverified sender, paused sending.
 */
export class StageRefused extends Error {
  override readonly name = "StageRefused";

  constructor(refusal: unknown) {
    super(nameOf(refusal));
  }
}

/** Errors are logged, and the sentences of SES and SNS hold addresses and numbers. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "Unknown";
}

/** Hands a message to SES or SNS. */
export async function handOver(send: () => Promise<SendResult>): Promise<Outcome> {
  let sent: SendResult;
  try {
    sent = await send();
  } catch (error) {
    throw isOutage(error) ? new PutOff(error) : new StageRefused(error);
  }
  return sent.ok
    ? { status: "sent", messageId: sent.messageId }
    : { status: "failed", reason: sent.reason };
}
