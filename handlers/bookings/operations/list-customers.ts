import type * as v from "valibot";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import type { customerSchema } from "../../../contract/schemas/desk";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, serve } from "../../runtime/http";
import type { Booking } from "../booking";
import { type BookingLists, bookingLists, inOrder } from "../lists";
import { askedDays, maxDays, refuseBackwards } from "./asked-days";

type Customer = v.InferOutput<typeof customerSchema>;

/** GET /admin/customers: everybody with a booking, by name; from a month ago unless a day is given. */
export function listCustomers(
  business: Business,
  lists: BookingLists = bookingLists(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.listCustomers, async ({ query }) => {
    const { email, ...wished } = query;
    const backwards = refuseBackwards(wished);
    if (backwards) return backwards;
    if (email !== undefined)
      return ok({ customers: await customers(lists.ofCustomer(email, wished)) });
    const asked = askedDays(business.timeZone, wished, -31, maxDays, clock());
    if (!asked.ok) return asked;
    return ok({ customers: await customers(lists.onDays(asked.days)) });
  });
}

async function customers(bookings: AsyncIterable<Booking>): Promise<Customer[]> {
  const known = new Map<string, Booking[]>();
  for await (const booking of bookings) {
    known.set(booking.customerId, [...(known.get(booking.customerId) ?? []), booking]);
  }
  return [...known.values()].map(customer).sort((one, other) => one.name.localeCompare(other.name));
}

/** Contact details come from the booking that was made last, `lastVisit` from the latest visit. */
function customer(bookings: readonly Booking[]): Customer {
  const [latest] = [...bookings].sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  const last = [...bookings].sort(inOrder).at(-1);
  if (!latest || !last) throw new Error("A customer has at least one booking.");
  return {
    customerId: latest.customerId,
    name: latest.customerName,
    ...(latest.customerEmail && { email: latest.customerEmail }),
    phone: latest.customerPhone,
    bookings: bookings.length,
    noShows: bookings.filter(({ status }) => status === "no_show").length,
    lastVisit: last.appointmentDate,
  };
}
