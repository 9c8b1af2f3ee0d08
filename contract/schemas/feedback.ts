import * as v from "valibot";
import {
  cursorSchema,
  emailSchema,
  limitSchema,
  linesSchema,
  storedEmailSchema,
  visitorNameSchema,
} from "./fields";

/** The shapes of a review on the wire. */

export const sentiments = ["positive", "neutral", "negative"] as const;
export type Sentiment = (typeof sentiments)[number];

/** What a review says, in lines of its own. */
export const messageSchema = v.pipe(
  linesSchema(2_000, { type: "message.required", long: "message.long" }),
  v.minLength(1, "message.required"),
);

/** What POST /feedback takes. */
export const feedbackRequestSchema = v.strictObject({
  name: visitorNameSchema,
  /** Never shown; it goes some weeks later. */
  email: v.optional(emailSchema),
  rating: v.pipe(
    v.number("rating.invalid"),
    v.integer("rating.invalid"),
    v.minValue(1, "rating.invalid"),
    v.maxValue(5, "rating.invalid"),
  ),
  message: messageSchema,
  /** "<bookingId>.<secret>" of the customer's own link; proves that the visit took place. */
  bookingToken: v.optional(
    v.pipe(
      v.string("bookingToken.invalid"),
      v.regex(/^[\w-]{1,64}\.[\w-]{8,256}$/, "bookingToken.invalid"),
    ),
  ),
});
export type FeedbackRequest = v.InferOutput<typeof feedbackRequestSchema>;

export const feedbackReplySchema = v.strictObject({
  feedbackId: v.string(),
  sentiment: v.picklist(sentiments),
  /** Which edition of the lexicon judged it. */
  lexicon: v.string(),
  createdAt: v.string(),
  /** There where the review is not public yet: the owner decides. */
  waiting: v.optional(v.literal(true)),
});

/** What the owner answered under a review. */
export const reviewAnswerSchema = v.strictObject({ text: v.string(), answeredAt: v.string() });

/** A review as everybody may read it: no e-mail address. */
export const reviewSchema = v.strictObject({
  feedbackId: v.string(),
  name: v.string(),
  rating: v.number(),
  message: v.string(),
  sentiment: v.picklist(sentiments),
  /** True where a booking's own link came with it. */
  verified: v.boolean(),
  createdAt: v.string(),
  answer: v.optional(reviewAnswerSchema),
});
export type Review = v.InferOutput<typeof reviewSchema>;

/** GET /feedback?limit=10&lastKey=… */
export const feedbackListQuerySchema = v.strictObject({
  limit: limitSchema(100, 10),
  lastKey: cursorSchema,
});

/** The newest reviews first; `lastKey` is absent on the last page. */
export const feedbackListSchema = v.strictObject({
  feedback: v.array(reviewSchema),
  lastKey: v.optional(v.string()),
});

/** Whether a review is public, waits for the owner, or was taken off the page; in the order of the desk. */
export const reviewStatuses = ["waiting", "published", "hidden"] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

/** A review as the desk sees it. */
export const deskReviewSchema = v.strictObject({
  ...reviewSchema.entries,
  status: v.picklist(reviewStatuses),
  /** Counts its changes; a change names the one that it was decided by. */
  version: v.number(),
});
export type DeskReview = v.InferOutput<typeof deskReviewSchema>;

/** GET /admin/feedback?status=waiting&limit=20&cursor=… */
export const deskReviewsQuerySchema = v.strictObject({
  status: v.optional(v.picklist(reviewStatuses, "status.unknown")),
  limit: limitSchema(100, 20),
  cursor: cursorSchema,
});

/** Those that wait first, then the public and then the hidden ones, newest first; `cursor` is absent on the last page. */
export const deskReviewsSchema = v.strictObject({
  feedback: v.array(deskReviewSchema),
  cursor: v.optional(v.string()),
});

/** The version of a review that the desk saw; the next one has to be a whole number, too. */
const seenVersionSchema = v.pipe(
  v.number("version.invalid"),
  v.integer("version.invalid"),
  v.minValue(1, "version.invalid"),
  v.maxValue(Number.MAX_SAFE_INTEGER - 1, "version.invalid"),
);

/** What POST /admin/feedback/{feedbackId}/show and …/hide take. */
export const reviewDecisionSchema = v.strictObject({ version: seenVersionSchema });

/** The longest answer under a review. */
export const longestAnswer = 1_000;

export const answerSchema = v.pipe(
  linesSchema(longestAnswer, { type: "answer.required", long: "answer.long" }),
  v.minLength(1, "answer.required"),
);

/** What PUT /admin/feedback/{feedbackId}/answer takes; without `answer` there is none from then on. */
export const reviewAnswerRequestSchema = v.strictObject({
  version: seenVersionSchema,
  answer: v.optional(answerSchema),
});

/** DELETE /admin/feedback/{feedbackId}?version=1 */
export const reviewRemovalQuerySchema = v.strictObject({
  version: v.pipe(
    v.string("version.invalid"),
    v.regex(/^[1-9]\d{0,14}$/, "version.invalid"),
    v.transform(Number),
  ),
});

/** DELETE /feedback?email= */
export const feedbackErasureQuerySchema = v.strictObject({ email: storedEmailSchema });
export const feedbackErasureSchema = v.strictObject({ deleted: v.number() });

/** GET /analytics */
export const analyticsSchema = v.strictObject({
  totalFeedback: v.number(),
  /** 0 while there is none; two decimals. */
  averageRating: v.number(),
  sentiment: v.strictObject({ positive: v.number(), neutral: v.number(), negative: v.number() }),
  /** How many reviews gave 1 to 5. */
  ratings: v.strictObject({
    1: v.number(),
    2: v.number(),
    3: v.number(),
    4: v.number(),
    5: v.number(),
  }),
  /** ISO 8601; null while there is none. */
  lastUpdated: v.nullable(v.string()),
});
export type Analytics = v.InferOutput<typeof analyticsSchema>;
