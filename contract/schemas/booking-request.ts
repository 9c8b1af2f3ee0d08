import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import * as v from "valibot";
import { business } from "../../business";
import { dateSchema, servicesSchema, staffIdSchema, timeSchema } from "./booking-fields";
import { emailSchema, languageSchema, nameSchema } from "./fields";

/**
 * What POST /booking takes. In a file of its own because the phone numbers of the world weigh 30 KB
 * zipped, and only this operation and the booking page need them.
 */

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
