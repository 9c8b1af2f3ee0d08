import * as v from "valibot";
import { dateSchema, serviceListSchema, staffIdSchema, timeSchema } from "./booking-fields";

export { type BookingRequest, bookingRequestSchema } from "./booking-request";

/**
 * The shapes of a booking on the wire. Pure: the site, the gateway's models and the functions share
 * them. Messages are keys of `contract/wording/messages.ts`, so each side shows them in its language.
 */

/** What POST /booking answers with 201. */
export const bookingReplySchema = v.strictObject({
  status: v.literal("success"),
  bookingId: v.string(),
  message: v.string(),
  manageUrl: v.string(),
});
export type BookingReply = v.InferOutput<typeof bookingReplySchema>;

/** What POST …/reschedule takes; without `staff` the visit stays with the same person. */
export const rescheduleRequestSchema = v.strictObject({
  date: dateSchema,
  time: timeSchema,
  staff: v.optional(staffIdSchema),
});

/** POST …/cancel takes an empty object. */
export const emptyRequestSchema = v.strictObject({});

/** GET /availability?date=2026-11-23&days=7&service=box-braids,cornrows&staff=petra */
export const availabilityQuerySchema = v.strictObject({
  date: dateSchema,
  days: v.optional(
    v.pipe(
      v.string("days.invalid"),
      v.regex(/^([1-9]|[12]\d|3[01])$/, "days.invalid"),
      v.transform(Number),
    ),
    "7",
  ),
  service: v.optional(
    v.pipe(
      v.string("service.unknown"),
      v.transform((list) => list.split(",")),
      serviceListSchema,
    ),
  ),
  staff: v.optional(staffIdSchema),
});

/** One start time that can be booked. */
export const startTimeSchema = v.strictObject({
  /** Business time, "HH:MM". */
  time: v.string(),
  /** The same moment in UTC, ISO 8601. */
  startsAt: v.string(),
  /** Who is free for the whole visit. */
  staff: v.array(v.string()),
});

export const availabilityReplySchema = v.strictObject({
  timeZone: v.string(),
  durationMinutes: v.number(),
  days: v.array(
    v.strictObject({
      date: v.string(),
      /** False on a closed weekday, a holiday, or outside the horizon. */
      open: v.boolean(),
      slots: v.array(startTimeSchema),
    }),
  ),
});
export type AvailabilityReply = v.InferOutput<typeof availabilityReplySchema>;

export const bookingStatuses = [
  "pending",
  "confirmed",
  "completed",
  "no_show",
  "cancelled",
  "rejected",
  "expired",
] as const;
export type BookingStatus = (typeof bookingStatuses)[number];

/** What its customer and the owner both see of a booking. */
export const seenByBoth = {
  bookingId: v.string(),
  status: v.picklist(bookingStatuses),
  customerName: v.string(),
  customerEmail: v.optional(v.string()),
  customerPhone: v.string(),
  service: v.array(v.string()),
  staff: v.string(),
  appointmentDate: v.string(),
  appointmentTime: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  locale: v.string(),
  note: v.optional(v.string()),
};

/** A booking as its customer sees it. */
export const ownBookingSchema = v.strictObject({
  ...seenByBoth,
  /** Whether the customer can still cancel or move it. */
  changeable: v.boolean(),
});
export type OwnBooking = v.InferOutput<typeof ownBookingSchema>;

export const errorSchema = v.strictObject({
  error: v.string(),
  fields: v.optional(v.record(v.string(), v.string())),
});
export type ErrorReply = v.InferOutput<typeof errorSchema>;

export const calendarSchema = v.string();
