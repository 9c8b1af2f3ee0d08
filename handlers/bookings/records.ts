import type { Business } from "../../contract/business";
import type { Booking, HistoryEntry } from "./booking";
import type { MessageLog, MessageResult, MessageStatus } from "./messages/message";

/**
 * How much of its own past a booking keeps: however often it changes and whatever is sent about it, its item
 * stays small. What an earlier release let grow is cut down by the next change.
 */

/** The entries that are kept behind the first one, which tells how the booking was made. */
const newestEntries = 30;

/** A history of which some entries may be gone. */
export type KeptHistory = Pick<Booking, "history" | "historyLeftOut">;

/** The first entry of a history and the newest ones, with how many are left out between them. */
export function keptHistory({ history, historyLeftOut = 0 }: KeptHistory): KeptHistory {
  const [first, ...rest] = history;
  const surplus = Math.max(0, rest.length - newestEntries);
  const leftOut = historyLeftOut + surplus;
  return {
    history: first ? [first, ...rest.slice(surplus)] : [],
    ...(leftOut > 0 && { historyLeftOut: leftOut }),
  };
}

/** A history with one more entry, in order even where the clock was set back since the last one. */
export function withEntry(
  { history, historyLeftOut = 0 }: KeptHistory,
  entry: HistoryEntry,
): KeptHistory {
  return keptHistory({ history: [...history, entry], historyLeftOut });
}

/** How often the customer has moved the visit; older bookings have only their history to tell. */
export function ownMovesOf({ ownMoves, history }: Pick<Booking, "ownMoves" | "history">): number {
  const told = history.filter(({ by, movedTo }) => by === "customer" && movedTo !== undefined);
  return ownMoves ?? told.length;
}

/** How often customers may still move their own booking. */
export function ownMovesLeft({ booking: { maxOwnMoves } }: Business, booking: Booking): number {
  return Math.max(0, maxOwnMoves - ownMovesOf(booking));
}

/** The results that are kept whatever they say. */
const newestMessages = 30;
/** The ways in which a message is lost. */
const losses: readonly MessageStatus[] = [
  "undelivered",
  "failed",
  "capped",
  "held",
  "suppressed",
  "bounced",
  "complained",
];
/** As many as one Update of a table takes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const mostDropped = 100;

/**
 * The names of the results that a booking need not keep any longer, oldest first, as many as one write can
 * remove. The newest stay, and of each way in which a mail or an SMS was lost the latest, since that
 * decides how the customer can be reached.
 */
export function surplusMessages(mail: MessageLog, most = mostDropped): string[] {
  const newestFirst = Object.entries(mail).sort(newerFirst);
  const lost = new Set<string>();
  const surplus = newestFirst.filter(([name, { status }], at) => {
    const way = `${name.startsWith("sms-")} ${status}`;
    const isLatestLoss = losses.includes(status) && !lost.has(way);
    if (isLatestLoss) lost.add(way);
    return at >= newestMessages && !isLatestLoss;
  });
  return surplus
    .map(([name]) => name)
    .reverse()
    .slice(0, most);
}

function newerFirst(
  [one, { at }]: readonly [string, MessageResult],
  [other, { at: otherAt }]: readonly [string, MessageResult],
): number {
  if (at !== otherAt) return at < otherAt ? 1 : -1;
  return one < other ? 1 : -1;
}

/** The results that a booking keeps. */
export function keptMessages(mail: MessageLog, surplus = surplusMessages(mail)): MessageLog {
  const dropped = new Set(surplus);
  return Object.fromEntries(Object.entries(mail).filter(([name]) => !dropped.has(name)));
}
