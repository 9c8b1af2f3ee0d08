import { latest } from "../../contract/rules/calendar";
import type { Actor, Booking, HistoryEntry } from "./booking";
import { messageKindOf, oweMessage } from "./messages/owed";
import { keptMessages, ownMovesOf, surplusMessages, withEntry } from "./records";

/** What changes on a booking, by whom and when. */
export interface BookingChange {
  readonly fields: Partial<Booking>;
  readonly by: Actor;
  readonly now: string;
  /** Where a move leads, and where it starts. */
  readonly moved?: Pick<HistoryEntry, "movedFrom" | "movedTo">;
}

/** The booking after a change, and the Update that makes it if nobody has changed it since it was read. */
export function changeBooking(tableName: string, booking: Booking, change: BookingChange) {
  const changes = changesOf(booking, change);
  const { set, isOwing, surplus } = changes;
  const names = Object.keys(set);
  // One by one, because a new result may come in meanwhile.
  const removes = [...(isOwing ? [] : ["owes"]), ...surplus.map((_, at) => `mail.#m${at}`)];
  const update = {
    TableName: tableName,
    Key: { bookingId: booking.bookingId },
    UpdateExpression: [
      `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
      ...(removes.length > 0 ? [`REMOVE ${removes.join(", ")}`] : []),
    ].join(" "),
    ConditionExpression: "#status = :was AND #sequence = :read",
    ExpressionAttributeNames: Object.fromEntries([
      ...[...new Set([...names, "status"])].map((name) => [`#${name}`, name]),
      ...surplus.map((name, at) => [`#m${at}`, name]),
    ]),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
      ":was": booking.status,
      ":read": booking.sequence,
    },
  };
  return { after: applied(booking, changes), update };
}

/** The booking after a change. */
export function changedBooking(booking: Booking, change: BookingChange): Booking {
  return applied(booking, changesOf(booking, change));
}

function applied(
  { owes, ...booking }: Booking,
  { set, surplus }: ReturnType<typeof changesOf>,
): Booking {
  return { ...booking, ...set, mail: keptMessages(booking.mail, surplus) };
}

/**
 * What a change writes anew, whether it calls for a message, and the message results that it drops. What
 * was owed before told an earlier state, and goes with it.
 */
function changesOf(booking: Booking, { fields, by, now, moved }: BookingChange) {
  const status = fields.status ?? booking.status;
  const at = latest(now, booking.history.at(-1)?.at ?? now);
  const ownMoves = ownMovesOf(booking) + (moved && by === "customer" ? 1 : 0);
  const sequence = booking.sequence + 1;
  const message = messageKindOf({ before: booking, after: { ...booking, ...fields, sequence } });
  const set = {
    ...fields,
    ...(message && oweMessage(message, now)),
    updatedAt: at,
    sequence,
    ...withEntry(booking, { at, by, status, ...moved }),
    ...(ownMoves > 0 && { ownMoves }),
  };
  return { set, isOwing: message !== undefined, surplus: surplusMessages(booking.mail) };
}
