import * as v from "valibot";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { addMinutes } from "../../../contract/rules/calendar";
import { dateSchema, timeSchema } from "../../../contract/schemas/booking-fields";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { type Clock, systemClock } from "../../runtime/clock";
import { readCursor, writeCursor } from "../../runtime/cursor";
import { ok, refuse, serve } from "../../runtime/http";
import type { Booking } from "../booking";
import { type BookingKey, type BookingLists, bookingLists, inOrder } from "../lists";
import { type OwedMessages, owedMessages } from "../messages/owed-messages";
import { adminView } from "./admin-view";
import { askedDays, refuseBackwards } from "./asked-days";

/** The e-mail address of a customer's list is in the query, so the cursor needs none. */
const bookingKeySchema = v.strictObject({
  appointmentDate: dateSchema,
  appointmentTime: timeSchema,
  bookingId: v.string(),
});

/** When the desk hears that a message is late: by then the sweep has tried several times. */
const lateMinutes = 5;

/** GET /admin/bookings: the owner's list of bookings, or those of one customer. */
export function listBookings(
  business: Business,
  lists: BookingLists = bookingLists(),
  clock: Clock = systemClock,
  owed: Pick<OwedMessages, "since"> = owedMessages(),
) {
  const view = (booking: Booking) => adminView(business, booking);
  return serve(business, operations.listBookings, async ({ query }) => {
    const { email, late, status, limit, cursor, ...wished } = query;
    const after = cursor === undefined ? undefined : readCursor(cursor, bookingKeySchema);
    const broken = refuse("invalid", { cursor: "cursor.invalid" });
    if (cursor !== undefined && !after) return broken;
    const backwards = refuseBackwards(wished);
    if (backwards) return backwards;
    if (late !== undefined) {
      const bookings = await owed.since(addMinutes(clock(), -lateMinutes));
      return ok(await page(view, oneByOne(bookings.sort(inOrder)), { status, limit, after }));
    }
    if (email !== undefined) {
      return ok(await page(view, lists.ofCustomer(email, wished), { status, limit, after }));
    }
    const asked = askedDays(business.timeZone, wished, 0, 30, clock());
    if (!asked.ok) return asked;
    const { from, to } = asked.days;
    const first = after?.appointmentDate ?? from;
    if (first < from || first > to) return broken;
    return ok(await page(view, lists.onDays({ from: first, to }), { status, limit, after }));
  });
}

async function* oneByOne(bookings: readonly Booking[]) {
  yield* bookings;
}

interface Wanted {
  readonly status: Booking["status"] | undefined;
  readonly limit: number;
  readonly after: BookingKey | undefined;
}

async function page(
  view: (booking: Booking) => AdminBooking,
  bookings: AsyncIterable<Booking>,
  { status, limit, after }: Wanted,
) {
  const shown: Booking[] = [];
  for await (const booking of bookings) {
    if (after && inOrder(booking, after) <= 0) continue;
    if (status && booking.status !== status) continue;
    const last = shown[limit - 1];
    // One more than the page holds shows that there is another page.
    if (last) return { bookings: shown.map(view), cursor: writeCursor(keyOf(last)) };
    shown.push(booking);
  }
  return { bookings: shown.map(view) };
}

function keyOf({ appointmentDate, appointmentTime, bookingId }: Booking): BookingKey {
  return { appointmentDate, appointmentTime, bookingId };
}
