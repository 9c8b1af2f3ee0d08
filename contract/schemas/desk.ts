import * as v from "valibot";
import { dateSchema } from "./booking-fields";
import { bookingStatuses, sharedBookingFields } from "./bookings";
import { cursorSchema, limitSchema, storedEmailSchema } from "./fields";

/** The shapes of bookings and customers as the owner sees them. */

/**
 * GET /admin/bookings?from=&to=&status=&email=&late=&limit=&cursor= ; `email` alone lists one customer's,
 * `late=true` those of any day whose customers are still owed a message after five minutes, at most 100.
 */
export const adminBookingsQuerySchema = v.strictObject({
  /** Default today. */
  from: v.optional(dateSchema),
  /** Default `from` and 30 days; at most 92 days after it. */
  to: v.optional(dateSchema),
  status: v.optional(v.picklist(bookingStatuses, "status.unknown")),
  email: v.optional(storedEmailSchema),
  late: v.optional(v.picklist(["true"], "late.invalid")),
  limit: limitSchema(200, 50),
  cursor: cursorSchema,
});

/** A booking with its history and what became of its mails; never the customer's secret link. */
export const adminBookingSchema = v.strictObject({
  ...sharedBookingFields,
  customerId: v.string(),
  /** The version of the business document that it was sold or last moved by; absent on older bookings. */
  businessVersion: v.optional(v.number()),
  createdAt: v.string(),
  updatedAt: v.string(),
  /** Where it was removed together with others, and no message is about this one by itself. */
  untold: v.optional(v.literal(true)),
  history: v.array(
    v.strictObject({
      at: v.string(),
      by: v.string(),
      status: v.picklist(bookingStatuses),
      movedFrom: v.optional(v.string()),
      movedTo: v.optional(v.string()),
    }),
  ),
  /** How many entries are left out behind the first one; absent where none is. */
  historyLeftOut: v.optional(v.number()),
  mail: v.record(
    v.string(),
    v.strictObject({
      status: v.string(),
      at: v.string(),
      messageId: v.optional(v.string()),
      reason: v.optional(v.string()),
    }),
  ),
});
export type AdminBooking = v.InferOutput<typeof adminBookingSchema>;

/** By date and time; `cursor` is absent on the last page. */
export const adminBookingsSchema = v.strictObject({
  bookings: v.array(adminBookingSchema),
  cursor: v.optional(v.string()),
});

/** GET /admin/customers?from=&to=&email= : who had or has a booking in those days. */
export const adminCustomersQuerySchema = v.strictObject({
  from: v.optional(dateSchema),
  to: v.optional(dateSchema),
  email: v.optional(storedEmailSchema),
});

/** A customer as the latest of their bookings knows them. */
export const customerSchema = v.strictObject({
  customerId: v.string(),
  name: v.string(),
  email: v.optional(v.string()),
  phone: v.string(),
  bookings: v.number(),
  noShows: v.number(),
  lastVisit: v.string(),
});
export const adminCustomersSchema = v.strictObject({ customers: v.array(customerSchema) });
