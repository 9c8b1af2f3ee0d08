import { addMinutes } from "../../../contract/rules/calendar";
import type { BookingStatus } from "../../../contract/schemas/bookings";
import { isUntold, type MessageKind } from "./message";

/**
 * What a booking still owes its customer. It is written with the change that calls for it, so no message
 * can be forgotten, whatever becomes of the stream or of SES; it goes once the message is settled.
 */
export interface Owed {
  /** The one partition of the index of what is owed; a booking without it is not in the index. */
  readonly owing?: typeof owing;
  /** From when on the sweep takes it up; it asks the index in this order. */
  readonly owedFrom?: string;
  readonly owedSince?: string;
  /** The message about the booking's present state; it replaces one about an earlier state. */
  readonly owes?: MessageKind;
  /** Whether the link that was asked for last is to be sent. */
  readonly owesLink?: boolean;
  /** How often the sweep has failed. */
  readonly owedTries?: number;
  /** Whether the failure queue has been told that it is late. */
  readonly owedReported?: boolean;
}

/** The value of `owing`. */
export const owing = "messages";

/** The attributes that are no part of a backup: customers have heard of what is restored. */
export const owedAttributes = [
  "owing",
  "owedFrom",
  "owedSince",
  "owes",
  "owesLink",
  "owedTries",
  "owedReported",
] as const satisfies readonly (keyof Owed)[];

/** How long the notifier has before the sweep takes a message up. */
const headStartMinutes = 1;

/** Marks a booking as owing a message. */
export function oweMessage(kind: MessageKind, now: string) {
  return { ...oweFrom(now), owes: kind, owedTries: 0, owedReported: false } satisfies Owed;
}

/** When what is owed now is looked at by the sweep. */
export function oweFrom(now: string) {
  return { owing, owedFrom: addMinutes(now, headStartMinutes), owedSince: now } as const;
}

/** The messages that a booking owes. */
export function owedBy({ owes, owesLink }: Owed): MessageKind[] {
  return [...(owes ? [owes] : []), ...(owesLink ? (["link"] as const) : [])];
}

/** The statuses that a message of each kind tells the truth about; a link tells none. */
const toldOf: Readonly<Record<Exclude<MessageKind, "link">, readonly BookingStatus[]>> = {
  request: ["pending"],
  confirmation: ["confirmed"],
  change: ["pending", "confirmed"],
  reminder: ["confirmed"],
  cancellation: ["cancelled"],
  rejection: ["rejected", "expired"],
};

/**
 * Whether an owed message still tells the truth: a release before this one changes bookings and leaves what
 * they owed. A reminder of a visit that has begun is of no use either.
 */
export function isOfUse(
  { status, startsAt }: Pick<State, "status" | "startsAt">,
  kind: MessageKind,
  now: string,
): boolean {
  if (kind === "link") return true;
  return toldOf[kind].includes(status) && (kind !== "reminder" || startsAt > now);
}

/** What of a booking customers are told about. */
interface State {
  readonly status: BookingStatus;
  readonly startsAt: string;
  readonly staff: string;
  readonly sequence: number;
  readonly removal?: { readonly sequence: number; readonly isTold: boolean };
  readonly linksAsked?: number;
}

/** The message that a change calls for; none where only message results changed. */
export function messageKindOf({
  before,
  after,
}: {
  readonly before?: State;
  readonly after?: State;
}): MessageKind | undefined {
  if (!after || isUntold(after)) return undefined;
  if (before?.status !== after.status || isUntold(before)) {
    switch (after.status) {
      case "pending":
        return "request";
      case "confirmed":
        return "confirmation";
      case "cancelled":
        return "cancellation";
      case "rejected":
      case "expired":
        return "rejection";
      default:
        return undefined;
    }
  }
  if (before.startsAt !== after.startsAt || before.staff !== after.staff) return "change";
  return (after.linksAsked ?? 0) > (before.linksAsked ?? 0) ? "link" : undefined;
}
