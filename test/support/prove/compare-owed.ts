import type { Booking, HistoryEntry } from "../../../handlers/bookings/booking";
import type { MessageKind } from "../../../handlers/bookings/messages/message";

/**
 * Every booking that does not owe its customer exactly the message about its last change, which was written
 * with it; nothing sends any here. Of the visits that one removal took, one tells of all.
 * @param removals how many messages each removal owes, by its id
 */
export function compareOwed(
  stored: readonly Booking[],
  removals: ReadonlyMap<string, number>,
): string[] {
  const differences = stored
    // What the checker itself stored was never told.
    .filter(({ history, idempotencyKey }) => history.length > 1 || idempotencyKey)
    .flatMap(({ bookingId, history, removal, owes }) => {
      const last = history.at(-1) as HistoryEntry;
      const isTold = removal?.sequence !== history.length - 1 || removal.isTold;
      const expected = isTold ? messageOf(last) : undefined;
      return owes === expected
        ? []
        : [`the booking ${bookingId} owes ${owes ?? "nothing"} and not ${expected ?? "nothing"}`];
    });
  for (const [id, expected] of removals) {
    const telling = stored.filter(({ removal }) => removal?.id === id && removal.isTold).length;
    // Without visits there is nobody to tell.
    const taken = stored.some(({ removal }) => removal?.id === id);
    if (telling !== (taken ? expected : 0)) {
      differences.push(`${telling} visits of the removal ${id} tell of it, and not ${expected}`);
    }
  }
  return differences;
}

function messageOf({ status, movedTo }: HistoryEntry): MessageKind | undefined {
  if (movedTo !== undefined) return "change";
  return (
    {
      pending: "request",
      confirmed: "confirmation",
      cancelled: "cancellation",
      rejected: "rejection",
      expired: "rejection",
      completed: undefined,
      no_show: undefined,
    } as const
  )[status];
}
