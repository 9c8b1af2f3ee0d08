import { timeOfDay } from "../../../../contract/rules/calendar";
import type { Obstacle } from "../../../../contract/schemas/blocks";
import type { BookingStore } from "../../store";
import { blockIdIn } from "../block";
import type { InTheWay } from "../block-days";

/** As many as a reply shows, and as `keep` takes. */
const mostShown = 400;

/** What is in the way, with who it is: by date and time, each once a day. */
export async function obstacles(
  store: Pick<BookingStore, "find">,
  inTheWay: readonly InTheWay[],
): Promise<Obstacle[]> {
  const once = new Map<string, InTheWay>();
  for (const each of inTheWay) {
    const key = `${each.date} ${each.staff} ${each.bookingId}`;
    if (!once.has(key)) once.set(key, each);
  }
  const found = await Promise.all(
    [...once.values()].slice(0, mostShown).map(async ({ staff, date, from, bookingId: holder }) => {
      const blockId = blockIdIn(holder);
      const where = { staff, date, time: timeOfDay(from) };
      if (blockId !== undefined) return { id: blockId, kind: "block" as const, ...where };
      const booking = await store.find(holder);
      // What the ledger has begins with the buffer, and on the day after a visit over midnight.
      const isItsDay = booking?.appointmentDate === date;
      return {
        id: holder,
        kind: "visit" as const,
        ...where,
        ...(booking && isItsDay && { time: booking.appointmentTime }),
        ...(booking && { customerName: booking.customerName }),
      };
    }),
  );
  const place = ({ date, time, staff }: Obstacle) => `${date} ${time} ${staff}`;
  return found.sort((one, other) => (place(one) < place(other) ? -1 : 1));
}
