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
  /** Checks the document and lists the visits that it would leave outside; nothing is saved. */
  dryRun: v.optional(v.boolean("dryRun.invalid")),
});

const version = {
  /** Counts from 1, which is business.ts as it was at the first deployment. */
  version: v.number(),
  /** UTC, ISO 8601. */
  savedAt: v.string(),
  /** The user pool's id of who saved it; absent on what a deployment or a command wrote. */
  savedBy: v.optional(v.string()),
};

/**
 * Why a coming visit does not fit the document: a service is gone, its person is, or no longer does it; or the
 * day is closed, its person is away on it, or it is outside the hours that are left.
 */
export const outsideReasons = [
  "service.gone",
  "person.gone",
  "person.service",
  "day.closed",
  "day.away",
  "time.outside",
] as const;

/** A coming visit that the document leaves outside; it stays as it is until somebody moves or cancels it. */
export const outsideVisitSchema = v.strictObject({
  bookingId: v.string(),
  customerName: v.string(),
  appointmentDate: v.string(),
  appointmentTime: v.string(),
  staff: v.string(),
  staffName: v.string(),
  why: v.picklist(outsideReasons),
});
export type OutsideVisit = v.InferOutput<typeof outsideVisitSchema>;

/** The coming visits that a version of the document leaves outside, by date and time. */
export const visitsOutsideSchema = v.strictObject({
  /** The version that they were compared with; in a dry run the one that it would become. */
  version: v.number(),
  /** At most 200. */
  visits: v.array(outsideVisitSchema),
  /** Whether there are more. */
  isMore: v.boolean(),
  /** Until this moment visits may still come in by the version before: ask again then. Absent afterwards. */
  askAgainAt: v.optional(v.string()),
});
export type VisitsOutsideReply = v.InferOutput<typeof visitsOutsideSchema>;

/** A version of the business document, and which one the pages show. */
export const savedBusinessSchema = v.strictObject({
  ...version,
  business: documentSchema,
  published: v.optional(v.strictObject({ version: v.number(), at: v.string() })),
  /** What a save leaves outside, or in a dry run would leave. */
  outside: v.optional(visitsOutsideSchema),
});
export type SavedBusinessReply = v.InferOutput<typeof savedBusinessSchema>;

/** The newest versions, newest first, without their documents. */
export const businessVersionsSchema = v.strictObject({
  versions: v.array(v.strictObject(version)),
});
