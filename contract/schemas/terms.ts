import * as v from "valibot";

const wholeSchema = v.pipe(v.number("expected.invalid"), v.integer("expected.invalid"));

/** The length and price of a visit, as somebody has been told them. */
export const termsSchema = v.strictObject({
  durationMinutes: wholeSchema,
  /** In whole minor units of the currency. */
  priceMinor: wholeSchema,
  /** ISO 4217; without it that of the business. */
  currency: v.optional(
    v.pipe(v.string("expected.invalid"), v.regex(/^[A-Z]{3}$/, "expected.invalid")),
  ),
});
export type Terms = v.InferOutput<typeof termsSchema>;
