import * as v from "valibot";
import { business } from "../../business";

/** The single fields of a booking on the wire; schema.ts says what they are for. */

const ids = (items: readonly { readonly id: string }[]) =>
  items.map((item) => item.id) as [string, ...string[]];

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

/** Several services done in one visit. */
export const serviceListSchema = v.pipe(
  v.array(serviceIdSchema, "service.unknown"),
  v.minLength(1, "service.required"),
  v.maxLength(business.booking.maxServices, "service.many"),
  v.check((list) => new Set(list).size === list.length, "service.twice"),
);

/** One service or several done in one visit; comes out as a list. */
export const servicesSchema = v.pipe(
  v.union([serviceIdSchema, serviceListSchema], ({ input, issues }) => {
    if (input === undefined || input === "") return "service.required";
    // The list's own problem says more than "neither a service nor a list".
    return (Array.isArray(input) && issues?.at(-1)?.message) || "service.unknown";
  }),
  v.transform((value) => (typeof value === "string" ? [value] : value)),
);
