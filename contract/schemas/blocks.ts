import * as v from "valibot";
import { dateSchema, staffIdSchema, timeSchema } from "./booking-fields";
import { linesSchema } from "./fields";

/** The shapes of blocks: time on dates in which people take no visits. */

/** What the time is blocked for; the public sees none of it. */
export const blockReasons = ["break", "off", "sick", "closed"] as const;

/** Visits and other blocks that stay where they are, and that a block is held around. */
const keepSchema = v.optional(
  v.pipe(
    v.array(
      v.pipe(v.string("keep.invalid"), v.regex(/^[\w-]{1,64}$/, "keep.invalid")),
      "keep.invalid",
    ),
    v.maxLength(400, "keep.invalid"),
  ),
);

/** What POST /admin/blocks takes. Times are business time, on multiples of five minutes. */
export const blockRequestSchema = v.strictObject({
  /** Whose time; absent for everybody. */
  people: v.optional(
    v.pipe(
      v.array(staffIdSchema, "staff.unknown"),
      v.minLength(1, "staff.unknown"),
      v.maxLength(100, "staff.unknown"),
      v.check((ids) => new Set(ids).size === ids.length, "staff.unknown"),
    ),
  ),
  from: dateSchema,
  /** Default the start of the day. */
  fromTime: v.optional(timeSchema),
  to: dateSchema,
  /** Default the end of the day. */
  toTime: v.optional(timeSchema),
  reason: v.picklist(blockReasons, "reason.invalid"),
  /** For the desk alone. */
  note: v.optional(linesSchema(500, { type: "note.invalid", long: "note.long" })),
  keep: keepSchema,
  /** Lists what is in the way; nothing is blocked. */
  dryRun: v.optional(v.boolean("dryRun.invalid")),
});
export type BlockRequest = v.InferOutput<typeof blockRequestSchema>;

/** What POST …/continue takes: what more is to be held around. */
export const blockContinuationSchema = v.strictObject({ keep: keepSchema });

/** Blocked time, and how far it is held. A day of one person is held whole, but for what is kept, or not at all. */
export const blockSchema = v.strictObject({
  /** Absent in a dry run. */
  blockId: v.optional(v.string()),
  people: v.array(v.string()),
  from: v.string(),
  fromTime: v.string(),
  to: v.string(),
  /** "24:00" is the end of the day. */
  toTime: v.string(),
  reason: v.picklist(blockReasons),
  note: v.optional(v.string()),
  createdAt: v.optional(v.string()),
  createdBy: v.optional(v.string()),
  /** How many days of one person each are held, and how many from today on are not yet. */
  heldDays: v.number(),
  leftDays: v.number(),
  /** Whether its removal has begun and was cut short: remove it again. */
  isRemoving: v.optional(v.literal(true)),
});
export type BlockReply = v.InferOutput<typeof blockSchema>;

/** A visit, or another block, for which a day is not blocked yet. */
export const obstacleSchema = v.strictObject({
  /** What `keep` names. */
  id: v.string(),
  kind: v.picklist(["visit", "block"]),
  staff: v.string(),
  date: v.string(),
  /** When it begins; a block may have begun on a day before. */
  time: v.string(),
  customerName: v.optional(v.string()),
});
export type Obstacle = v.InferOutput<typeof obstacleSchema>;

/** A block, and what is in its way by date and time: at most 400, the rest once these are dealt with. */
export const blockReplySchema = v.strictObject({
  block: blockSchema,
  inTheWay: v.array(obstacleSchema),
});

/** GET /admin/blocks?from=&to= */
export const blocksQuerySchema = v.strictObject({
  /** Default today. */
  from: v.optional(dateSchema),
  /** Default `from` and 30 days; at most 92 days after it. */
  to: v.optional(dateSchema),
});

/** By start. */
export const blocksSchema = v.strictObject({ blocks: v.array(blockSchema) });
