import * as v from "valibot";
import { withoutInvisible } from "../rules/invisible";
import {
  dateSchema,
  optionsSchema,
  optionsTextSchema,
  serviceListSchema,
  servicesSchema,
  staffIdSchema,
  timeSchema,
} from "./booking-fields";
import {
  countSchema,
  emailSchema,
  languageSchema,
  linesSchema,
  storedEmailSchema,
  visitorNameSchema,
} from "./fields";
import { termsSchema } from "./terms";

/**
 * The shapes of a booking on the wire: the site, the gateway's models and the functions share them.
 * Messages are keys of wording/fields.ts, so each side shows them in its reader's language.
 */

/** A phone number in any spelling that people use, for example "6 51 84 46 64". */
export const phoneSchema = v.pipe(
  v.string("phone.required"),
  v.maxLength(40, "phone.invalid"),
  // Copied from a contact it may come with marks of direction; the number alone is kept.
  v.transform(withoutInvisible),
  v.trim(),
  v.minLength(1, "phone.required"),
);

/** What a customer wants the salon to know. */
const noteSchema = linesSchema(500, { type: "note.invalid", long: "note.long" });

/**
 * Whether the visit is for somebody else than whose number and address these are: only then may it overlap
 * one of theirs.
 */
const forAnotherSchema = v.optional(v.boolean("forAnother.invalid"));

/** What POST /booking takes; rules/booking-request.ts checks it against the business. */
export const bookingRequestSchema = v.strictObject({
  name: visitorNameSchema,
  email: v.optional(emailSchema),
  phone: phoneSchema,
  service: servicesSchema,
  options: v.optional(optionsSchema),
  date: dateSchema,
  time: timeSchema,
  staff: v.optional(staffIdSchema),
  locale: v.optional(languageSchema),
  note: v.optional(noteSchema),
  forAnother: forAnotherSchema,
  /** What the customer was told; booked with other terms only after being asked. */
  expected: v.optional(termsSchema),
});
export type BookingRequest = v.InferOutput<typeof bookingRequestSchema>;
/** The body of POST /booking, as the schema takes it in. */
export type BookingRequestInput = v.InferInput<typeof bookingRequestSchema>;

/**
 * What POST …/reschedule takes; without `staff` the visit stays with the same person. `expected` accepts
 * another person's length and price.
 */
export const rescheduleRequestSchema = v.strictObject({
  date: dateSchema,
  time: timeSchema,
  staff: v.optional(staffIdSchema),
  forAnother: forAnotherSchema,
  expected: v.optional(termsSchema),
});

/** What POST /booking-links takes: the address or the number that was given at booking. */
export const linksRequestSchema = v.strictObject({
  email: v.optional(storedEmailSchema),
  phone: v.optional(phoneSchema),
  locale: v.optional(languageSchema),
});

/** The same answer whether anything was found. */
export const linksReplySchema = v.strictObject({ message: v.string() });

/** POST …/cancel takes an empty object. */
export const emptyRequestSchema = v.strictObject({});

/** GET /availability?date=2026-11-23&days=7&service=box-braids,cornrows&options=length:waist&staff=petra */
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
  options: v.optional(optionsTextSchema),
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

const availabilityFields = {
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
};
export const availabilityReplySchema = v.strictObject({
  ...availabilityFields,
  /** The length and price with each person who does the services; absent where none is named. */
  people: v.optional(v.array(v.strictObject({ id: v.string(), ...termsSchema.entries }))),
});
export type AvailabilityReply = v.InferOutput<typeof availabilityReplySchema>;

/** GET /booking/{bookingId}/availability?date=2026-11-23&days=7 */
export const ownAvailabilityQuerySchema = v.strictObject({
  date: dateSchema,
  days: countSchema(31, 7, "days.invalid"),
});

/** Where a visit can be moved: its own time counts as free. */
export const ownAvailabilityReplySchema = v.strictObject({
  ...availabilityFields,
  /** Who can do the visit, with its length and price with each of them. */
  people: v.array(
    v.strictObject({
      id: v.string(),
      name: v.string(),
      ...termsSchema.entries,
    }),
  ),
});
export type OwnAvailabilityReply = v.InferOutput<typeof ownAvailabilityReplySchema>;

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

/** A service as it was sold, in every language of the site. */
export const soldServiceSchema = v.strictObject({
  id: v.string(),
  name: v.record(v.string(), v.string()),
});

/** What was sold. */
export const soldSchema = v.strictObject({
  services: v.array(soldServiceSchema),
  staffName: v.string(),
  durationMinutes: v.number(),
  /** In whole minor units of the currency; absent where it is not known any more. */
  priceMinor: v.optional(v.number()),
  /** Whether it is the lowest price, and the exact one is said on the day. */
  isFromPrice: v.optional(v.boolean()),
  currency: v.string(),
});

/** What its customer and the owner both see of a booking. */
export const sharedBookingFields = {
  bookingId: v.string(),
  /** What people say on the phone; opens nothing. */
  code: v.string(),
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
  sold: soldSchema,
};

/** A booking as its customer sees it. */
export const ownBookingSchema = v.strictObject({
  ...sharedBookingFields,
  /** Whether the customer can still cancel it. */
  changeable: v.boolean(),
  /** Whether the customer can still move it: somebody has to do all of its services. */
  movable: v.boolean(),
  /** How often the customer may still move it online. */
  movesLeft: v.number(),
});
export type OwnBooking = v.InferOutput<typeof ownBookingSchema>;

/** What POST /booking answers with 201, the same for the same Idempotency-Key. */
export const bookingReplySchema = v.strictObject({
  status: v.literal("success"),
  bookingId: v.string(),
  message: v.string(),
  manageUrl: v.string(),
  /** The booking as it is now. */
  booking: ownBookingSchema,
});
export type BookingReply = v.InferOutput<typeof bookingReplySchema>;

export const calendarSchema = v.string();
