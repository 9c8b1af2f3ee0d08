import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import * as v from "valibot";
import { business, type Language } from "../../business";

/**
 * The shapes of a booking on the wire. Pure: the site, the gateway's models and the functions share
 * them. Messages are keys of `handlers/messages.ts`, so each side shows them in its language.
 */

const ids = (items: readonly { readonly id: string }[]) =>
  items.map((item) => item.id) as [string, ...string[]];

export const languageSchema = v.picklist(
  [...business.languages] as [Language, ...Language[]],
  "locale.unknown",
);

export const nameSchema = v.pipe(
  v.string("name.required"),
  v.maxLength(200, "name.long"),
  v.trim(),
  v.minLength(1, "name.required"),
  v.maxLength(80, "name.long"),
);

export const emailSchema = v.pipe(
  v.string("email.invalid"),
  v.maxLength(254, "email.invalid"),
  v.trim(),
  v.toLowerCase(),
  v.email("email.invalid"),
);

/** Any spelling a person types, for example "6 51 84 46 64"; comes out as E.164. */
export const phoneSchema = v.pipe(
  v.string("phone.required"),
  v.maxLength(40, "phone.invalid"),
  v.trim(),
  v.minLength(1, "phone.required"),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const phone = parsePhoneNumberFromString(dataset.value, business.country);
    if (phone?.isValid() && !phone.ext) return phone.number as string;
    addIssue({ message: "phone.invalid" });
    return NEVER;
  }),
);

/** A date that exists in the calendar, "YYYY-MM-DD". */
export const dateSchema = v.pipe(
  v.string("date.required"),
  v.isoDate("date.invalid"),
  v.check((date) => {
    const parsed = new Date(`${date}T00:00:00Z`);
    return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
  }, "date.invalid"),
);

/** Business time, "HH:MM". */
export const timeSchema = v.pipe(
  v.string("time.required"),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time.invalid"),
);

export const serviceIdSchema = v.picklist(ids(business.services), "service.unknown");
export const staffIdSchema = v.picklist(ids(business.staff), "staff.unknown");

const serviceListSchema = v.pipe(
  v.array(serviceIdSchema, "service.unknown"),
  v.minLength(1, "service.required"),
  v.maxLength(business.booking.maxServices, "service.many"),
  v.check((list) => new Set(list).size === list.length, "service.twice"),
);

/** One service or several done in one visit; comes out as a list. */
export const servicesSchema = v.pipe(
  v.union([serviceIdSchema, serviceListSchema], (issue) =>
    issue.input === undefined || issue.input === "" ? "service.required" : "service.unknown",
  ),
  v.transform((value) => (typeof value === "string" ? [value] : value)),
);

/** What POST /booking takes. */
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

/** A booking as its customer sees it. */
export const ownBookingSchema = v.strictObject({
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
