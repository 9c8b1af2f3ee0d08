import * as v from "valibot";
import { dateSchema } from "./booking-fields";
import { phoneSchema } from "./bookings";
import { storedEmailSchema } from "./fields";

/** The shapes of a removal: many bookings cancelled at once, because somebody flooded the diary. */

/** A UTC moment, "2026-11-23T09:00Z" or with its seconds; comes out with them. */
function momentSchema(message: string) {
  return v.pipe(
    v.string(message),
    v.regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?Z$/, message),
    v.check((moment) => v.is(dateSchema, moment.slice(0, 10)), message),
    v.transform((moment) => (moment.length === 17 ? moment.replace("Z", ":00Z") : moment)),
  );
}

/**
 * "2026-11-23T09:00:00Z.k3j9x2ab": until when the bookings were made that a removal takes, and what tells
 * it from every other one.
 */
const removalIdSchema = v.pipe(
  v.string("removalId.invalid"),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\.[a-z0-9]{8}$/, "removalId.invalid"),
);

/**
 * What POST /admin/bookings/removals takes: at least one criterion, and all that are given have to fit.
 * Without `removalId` it is a preview, which gives one and writes nothing.
 */
export const removalRequestSchema = v.strictObject({
  phone: v.optional(phoneSchema),
  email: v.optional(storedEmailSchema),
  /** Days of the visits, both ends included. */
  from: v.optional(dateSchema),
  to: v.optional(dateSchema),
  /** When the visits were booked, both ends included. */
  madeFrom: v.optional(momentSchema("made.invalid")),
  madeTo: v.optional(momentSchema("made.invalid")),
  /** One to each person, or none to anybody. */
  messages: v.optional(v.picklist(["one", "none"], "messages.unknown"), "one"),
  removalId: v.optional(removalIdSchema),
});
export type RemovalRequest = v.InferOutput<typeof removalRequestSchema>;

/** A booking that a removal is about to take, as far as the owner needs to recognise it. */
export const removalExampleSchema = v.strictObject({
  bookingId: v.string(),
  customerName: v.string(),
  customerEmail: v.optional(v.string()),
  customerPhone: v.string(),
  appointmentDate: v.string(),
  appointmentTime: v.string(),
  createdAt: v.string(),
});

/** How far a removal is; it is over once nothing remains. */
export const removalReplySchema = v.strictObject({
  removalId: v.string(),
  /** By this call. */
  removed: v.number(),
  /** Bookings that still match, and how many people have one of them. */
  remaining: v.number(),
  people: v.number(),
  /** How many of these people have no e-mail address, and so get no mail. */
  withoutAddress: v.number(),
  /** The first of those that remain, 100 at the most. */
  examples: v.array(removalExampleSchema),
});
export type RemovalReply = v.InferOutput<typeof removalReplySchema>;
