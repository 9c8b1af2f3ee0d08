import type { Business } from "../../../business";
import { exampleIds, type Fields, moment, number, today, uuid } from "./keywords";

/** The fields of products, reviews and their totals. */
export function shopFields({ name, productCategories, currency }: Business): Fields {
  const productName = { description: "The name in every language of the site." };
  return {
    "ProductRequest.name": productName,
    "ProductReplacement.name": productName,
    "Product.name": productName,
    product_id: { ...uuid, description: "The product's id.", example: exampleIds.product },
    category: {
      description: `The product's category. Today: ${today(productCategories)}.`,
      example: productCategories[0].id,
    },
    price: { description: `In the smallest unit of ${currency}.`, example: 1500 },
    stock: { description: "How many are left.", example: 12 },
    active: { description: "Whether the shop shows it.", example: true },
    expiresAt: {
      description:
        "When the product leaves the shop by itself, in seconds since 1970; later than now.",
      example: 1_893_456_000,
    },
    pictureId: { ...uuid, description: "The upload's id.", example: exampleIds.picture },
    type: { description: "What the picture is.", example: "image/webp" },
    bytes: { description: "Its size.", example: 84_312 },
    uploadUrl: { description: "Where the form is sent." },
    "PictureUpload.fields": { description: "What the form has before the picture." },
    "PictureUpload.expiresAt": { ...moment, description: "What begins later is refused." },
    path: {
      description: "Its path below the site's root, and in the business document.",
      example: "media/0a1b2c3d4e5f6071.webp",
    },
    widthPixels: { ...number, description: "Its width, read from the picture.", example: 720 },
    heightPixels: { ...number, description: "Its height, read from the picture.", example: 960 },
    business: {
      description: "The whole document, shaped as business.ts is.",
      example: { name },
    },
    businessVersion: {
      description: "The number of a version.",
      pattern: "^[1-9][0-9]{0,8}$",
      example: "3",
    },
    savedAt: { ...moment, description: "When this version was saved." },
    savedBy: { description: "Who saved it, by the user pool's id; absent on a deployment's." },
    "SavedBusiness.version": { ...number, description: "Each save adds 1." },
    outside: {
      description:
        "The coming visits that the document leaves outside, or in a dry run would leave.",
    },
    dryRun: { description: "Whether to check and list alone, without saving anything." },
    visits: { description: "By date and time, at most 200." },
    isMore: { description: "Whether there are more." },
    askAgainAt: {
      ...moment,
      description:
        "Until then visits may still come in by the version before; absent once none can.",
    },
    why: {
      description:
        "A service is gone, its person is, or no longer does it; or the day is closed, the person is away on it, or the visit is outside the hours.",
    },
    "VisitsOutside.version": {
      ...number,
      description: "The version that visits were compared with.",
      example: 4,
    },
    published: { description: "The version that the pages show, and since when." },
    at: { ...moment, description: "When it was published." },
    versions: { description: "The newest 50, newest first." },
    version: { description: "The version that was read; each change adds 1.", example: 1 },
    "Product.version": { type: "integer", minimum: 1, description: "Each change adds 1." },
    "Health.version": { description: "The published version of the function." },
    created_at: { ...moment, description: "When it was added." },
    updated_at: { ...moment, description: "When it last changed." },
    createdAt: { ...moment, description: "When it was made." },
    updatedAt: { ...moment, description: "When it last changed." },
    feedbackId: { ...uuid, description: "The review's id.", example: exampleIds.review },
    rating: { description: "Stars.", example: 5 },
    "Review.rating": { type: "integer", minimum: 1, maximum: 5, description: "Stars." },
    "ReviewRequest.message": { description: "The review itself.", example: "Very gentle." },
    "Review.message": { description: "The review itself." },
    "DeskReview.rating": { type: "integer", minimum: 1, maximum: 5, description: "Stars." },
    "DeskReview.message": { description: "The review itself." },
    bookingToken: {
      description: "The fragment of a past visit's `manageUrl`; it marks the review as verified.",
    },
    waiting: {
      description: "There where the owner has to approve the review first.",
      example: true,
    },
    answer: { description: "What the owner answered.", example: "Thank you, see you soon!" },
    "Review.answer": { description: "What the owner answered." },
    "DeskReview.answer": { description: "What the owner answered." },
    "ReviewAnswer.text": { description: "In plain text." },
    answeredAt: { description: "When it was answered.", format: "date-time" },
    "DeskReview.status": { description: "Whether it is public." },
    "DeskReview.version": { ...number, description: "Counts its changes.", example: 1 },
    "ReviewDecision.version": { description: "The version that was read.", example: 1 },
    "ReviewAnswerRequest.version": { description: "The version that was read.", example: 1 },
    "removeFeedback.version": { description: "The version that was read.", example: 1 },
    "listAllFeedback.status": { description: "Only reviews with this status." },
    sentiment: { description: "What the words say, by a lexicon of keywords." },
    lexicon: { description: "The version of that lexicon." },
    verified: { description: "True where the link of a past visit came with it." },
    totalFeedback: { ...number, description: "How many reviews there have been." },
    averageRating: { minimum: 0, maximum: 5, description: "Two decimals; 0 without reviews." },
    "Analytics.sentiment": { description: "How many reviews had each sentiment." },
    positive: number,
    neutral: number,
    negative: number,
    ratings: { description: "How many reviews gave 1 to 5 stars." },
    1: number,
    2: number,
    3: number,
    4: number,
    5: number,
    lastUpdated: {
      ...moment,
      description: "When a review last changed them; null without reviews.",
    },
  };
}
