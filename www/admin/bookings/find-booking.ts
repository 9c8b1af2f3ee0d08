import { listBookings } from "../../../contract/operations";
import type { AdminBooking } from "../../../contract/schemas/desk";
import type { useAccess } from "../session/access";

/** A booking as it is now; undefined where it has left its day, or nothing answered. */
export async function findBooking(
  call: ReturnType<typeof useAccess>["call"],
  { bookingId, appointmentDate }: Pick<AdminBooking, "bookingId" | "appointmentDate">,
): Promise<AdminBooking | undefined> {
  const day = { from: appointmentDate, to: appointmentDate, limit: "200" };
  let cursor: string | undefined;
  do {
    const result = await call(listBookings, { query: { ...day, ...(cursor && { cursor }) } });
    if (!result.ok) return undefined;
    const found = result.reply.bookings.find((one) => one.bookingId === bookingId);
    if (found) return found;
    cursor = result.reply.cursor;
  } while (cursor);
  return undefined;
}
