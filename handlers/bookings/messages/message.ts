/** What customers are told about a booking. */
export type MessageKind =
  | "confirmation"
  | "request"
  | "change"
  | "reminder"
  /** The customer's own link again, which they asked for. */
  | "link"
  | "cancellation"
  | "rejection";

/**
 * How far a message got. Once it was sent, a status only ever moves down this list, so late and repeated
 * reports change nothing. `waiting` is to be tried again. `undelivered` is a failure that may pass (a full
 * mailbox), `bounced` a permanent one. `suppressed` was never tried, because the address bounced or
 * complained before, and neither was `capped`, because the month's SMS are used up, `held`, because
 * visitors caused too many mails to the address that day, or `superseded`, because a later message told more.
 */
export const messageStatuses = [
  "waiting",
  "sending",
  "sent",
  "undelivered",
  "delivered",
  "failed",
  "capped",
  "held",
  "superseded",
  "suppressed",
  "bounced",
  "complained",
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** What became of one message about a booking. */
export interface MessageResult {
  readonly status: MessageStatus;
  readonly at: string;
  readonly messageId?: string;
  /** Why it failed, in the word that SES or SNS has for it; never an address. */
  readonly reason?: string;
  /** While it is being sent: when whoever sends it has died, or has no answer, and another may take over. */
  readonly until?: string;
  /** While it waits: whether it is counted already where messages are limited. */
  readonly counted?: true;
  /** How often it was sent once more because no answer came. */
  readonly repeats?: number;
}

/** The results of a booking's messages, by "<kind>-<sequence>" for mail, "sms-<kind>-<sequence>" for SMS. */
export type MessageLog = Readonly<Record<string, MessageResult>>;

/**
 * Whether a booking's latest change is one that no message is about: it was removed together with others,
 * and another one's message tells of all of them, or none does. A later change is told as always.
 */
export function isUntold({
  removal,
  sequence,
}: {
  readonly removal?: { readonly sequence: number; readonly isTold: boolean };
  readonly sequence: number;
}): boolean {
  return removal?.sequence === sequence && !removal.isTold;
}

/** Whether mail to the customer's address is known to be lost or unwanted. */
export function isUnreachable({ mail }: { readonly mail: MessageLog }): boolean {
  const lost: readonly MessageStatus[] = ["bounced", "complained", "suppressed"];
  return Object.values(mail).some(({ status }) => lost.includes(status));
}

/** Whether SES refused a mail to the customer for good, as it does with an address that it can't use. */
export function isRefused({ mail }: { readonly mail: MessageLog }): boolean {
  return Object.entries(mail).some(
    ([name, { status }]) => status === "failed" && !name.startsWith("sms-"),
  );
}

/**
 * Whether a message with the visit's present time has gone out to the customer since a moment, as far as
 * is known. One about an earlier state of the booking told another time.
 */
export function isToldSince(
  {
    mail,
    sequence,
    updatedAt,
  }: { readonly mail: MessageLog; readonly sequence: number; readonly updatedAt: string },
  moment: string,
): boolean {
  const told: readonly MessageStatus[] = ["sent", "delivered", "complained"];
  return Object.entries(mail).some(([name, { status, at }]) => {
    const isPresent = /link-\d+$/.test(name) ? at >= updatedAt : name.endsWith(`-${sequence}`);
    return isPresent && told.includes(status) && Date.parse(at) > Date.parse(moment);
  });
}
