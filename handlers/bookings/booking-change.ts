import type { Actor, Booking, HistoryEntry } from "./booking";
import { messageKindOf, oweMessage } from "./messages/owed";

/** What changes on a booking, by whom and when. */
export interface BookingChange {
  readonly fields: Partial<Booking>;
  readonly by: Actor;
  readonly now: string;
  /** Where a move leads, and where it starts. */
  readonly moved?: Pick<HistoryEntry, "movedFrom" | "movedTo">;
}

/** The booking after a change, and the Update that makes it if nobody has changed it since it was read. */
export function changeBooking(
  tableName: string,
  booking: Booking,
  { fields, by, now, moved }: BookingChange,
) {
  const status = fields.status ?? booking.status;
  const entry: HistoryEntry = { at: now, by, status, ...moved };
  const message = messageKindOf({ before: booking, after: { ...booking, ...fields } });
  const set = {
    ...fields,
    ...(message && oweMessage(message, now)),
    updatedAt: now,
    sequence: booking.sequence + 1,
  };
  const names = Object.keys(set);
  // What was owed told an earlier state; the sweep finds that nothing is left.
  const removed = message ? [] : ["owes"];
  const after: Booking = { ...booking, ...set, history: [...booking.history, entry] };
  const update = {
    TableName: tableName,
    Key: { bookingId: booking.bookingId },
    UpdateExpression: [
      `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}, #history = list_append(#history, :entry)`,
      ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(", ")}`] : []),
    ].join(" "),
    ConditionExpression: "#status = :was AND #sequence = :read",
    ExpressionAttributeNames: Object.fromEntries(
      [...new Set([...names, ...removed, "status", "history"])].map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
      ":entry": [entry],
      ":was": booking.status,
      ":read": booking.sequence,
    },
  };
  return { after: message ? after : withoutOwed(after), update };
}

function withoutOwed({ owes: _, ...booking }: Booking): Booking {
  return booking;
}
