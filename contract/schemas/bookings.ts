import * as v from "valibot";
import {
  dateSchema,
  serviceListSchema,
  servicesSchema,
  staffIdSchema,
  timeSchema,
} from "./booking-fields";
import { countSchema, emailSchema, languageSchema, nameSchema } from "./fields";

/**
 * The shapes of a booking on the wire: the site, the gateway's models and the functions share them.
 * Messages are keys of wording/fields.ts, so each side shows them in its reader's language.
 */

/** A phone number in any spelling that people use, for example "6 51 84 46 64". */
export const phoneSchema = v.pipe(
  v.string("phone.required"),
  v.maxLength(40, "phone.invalid"),
  v.trim(),
  v.minLength(1, "phone.required"),
);

/** What POST /booking takes; rules/booking-request.ts checks it against the business. */
export const bookingRequestSchema = v.strictObject({
  name: nameSchema,
  email: v.optional(emailSchema),
  phone: phoneSchema,
  service: servicesSchema,
  date: dateSchema,
  time: timeSchema,
  staff: v.optional(staffIdSchema),
  locale: v.optional(languageSchema),
  note: v.optional(v.pipe(v.string("note.invalid"), v.trim(), v.maxLength(500, "note.long"))),
});
export type BookingRequest = v.InferOutput<typeof bookingRequestSchema>;

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
  days: countSchema(31, 7, "days.invalid"),
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
export const sharedBookingFields = {
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
  ...sharedBookingFields,
  /** Whether the customer can still cancel or move it. */
  changeable: v.boolean(),
});
export type OwnBooking = v.InferOutput<typeof ownBookingSchema>;

export const calendarSchema = v.string();
