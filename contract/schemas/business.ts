import * as v from "valibot";

/** The shapes in which the desk reads and saves the business document. */

/** The document as JSON: its own rules check what is in it, and say where it is wrong. */
const documentSchema = v.record(v.string(), v.unknown(), "business.invalid");

const versionSchema = v.pipe(
  v.number("version.invalid"),
  v.integer("version.invalid"),
  v.minValue(1, "version.invalid"),
  // The next one has to be a whole number, too.
  v.maxValue(Number.MAX_SAFE_INTEGER - 1, "version.invalid"),
);

/** What PUT /admin/business takes: the whole document, and the version that it was read at. */
export const businessReplacementSchema = v.strictObject({
  version: versionSchema,
  business: documentSchema,
});

const version = {
  /** Counts from 1, which is business.ts as it was at the first deployment. */
  version: v.number(),
  /** UTC, ISO 8601. */
  savedAt: v.string(),
  /** The user pool's id of who saved it; absent on what a deployment or a command wrote. */
  savedBy: v.optional(v.string()),
};

/** A version of the business document, and which one the pages show. */
export const savedBusinessSchema = v.strictObject({
  ...version,
  business: documentSchema,
  published: v.optional(v.strictObject({ version: v.number(), at: v.string() })),
});
export type SavedBusinessReply = v.InferOutput<typeof savedBusinessSchema>;

/** The newest versions, newest first, without their documents. */
export const businessVersionsSchema = v.strictObject({
  versions: v.array(v.strictObject(version)),
});
