import type { GenericSchema } from "valibot";
import * as blocks from "../../schemas/blocks";
import * as bookings from "../../schemas/bookings";
import * as business from "../../schemas/business";
import * as desk from "../../schemas/desk";
import * as feedback from "../../schemas/feedback";
import { errorSchema } from "../../schemas/fields";
import { healthSchema } from "../../schemas/health";
import * as pictures from "../../schemas/pictures";
import * as products from "../../schemas/products";
import * as removals from "../../schemas/removals";
import * as users from "../../schemas/users";
import * as visits from "../../schemas/visits";

/** A model that the reader's document names, and what it is. */
export interface NamedModel {
  readonly schema: GenericSchema;
  readonly description: string;
}

/** The names under which a reader meets the contract's schemas, requests first. */
export const namedModels = {
  BookingRequest: { schema: bookings.bookingRequestSchema, description: "A visit to book." },
  BookingReply: { schema: bookings.bookingReplySchema, description: "The visit is booked." },
  Availability: { schema: bookings.availabilityReplySchema, description: "Free times by day." },
  RescheduleRequest: {
    schema: bookings.rescheduleRequestSchema,
    description: "Where to move a visit; without `staff` it stays with the same person.",
  },
  SoldService: {
    schema: bookings.soldServiceSchema,
    description: "A service as it was sold.",
  },
  OwnAvailability: {
    schema: bookings.ownAvailabilityReplySchema,
    description: "Free times by day for one visit, and who can do it.",
  },
  LinksRequest: {
    schema: bookings.linksRequestSchema,
    description: "The address or the number that was given at booking.",
  },
  LinksReply: { schema: bookings.linksReplySchema, description: "The same for everybody." },
  EmptyRequest: { schema: bookings.emptyRequestSchema, description: "An empty object." },
  OwnBooking: {
    schema: bookings.ownBookingSchema,
    description: "A booking, as its customer sees it.",
  },
  Booking: { schema: desk.adminBookingSchema, description: "A booking, as the desk sees it." },
  BookingList: {
    schema: desk.adminBookingsSchema,
    description: "A page of bookings by date and time; `cursor` is absent on the last page.",
  },
  Customer: {
    schema: desk.customerSchema,
    description: "A customer, as known from the latest booking.",
  },
  CustomerList: { schema: desk.adminCustomersSchema, description: "Customers by name." },
  BlockRequest: {
    schema: blocks.blockRequestSchema,
    description: "Time to block, in business time.",
  },
  BlockContinuation: {
    schema: blocks.blockContinuationSchema,
    description: "What more is to be kept.",
  },
  Block: { schema: blocks.blockSchema, description: "Blocked time, and how far it is held." },
  Obstacle: {
    schema: blocks.obstacleSchema,
    description: "A visit or another block, for which a day is not blocked yet.",
  },
  BlockReply: {
    schema: blocks.blockReplySchema,
    description: "A block, and what is in its way.",
  },
  BlockList: { schema: blocks.blocksSchema, description: "Blocks by their start." },
  RemovalRequest: {
    schema: removals.removalRequestSchema,
    description: "Which bookings to remove: all that is given has to fit.",
  },
  RemovalExample: {
    schema: removals.removalExampleSchema,
    description: "A booking that a removal is about to take.",
  },
  RemovalReply: {
    schema: removals.removalReplySchema,
    description: "How far a removal is: over once nothing remains.",
  },
  BusinessReplacement: {
    schema: business.businessReplacementSchema,
    description: "The whole business document, with the version that was read.",
  },
  SavedBusiness: {
    schema: business.savedBusinessSchema,
    description: "A version of the business document.",
  },
  OutsideVisit: {
    schema: business.outsideVisitSchema,
    description: "A coming visit that the business document leaves outside.",
  },
  VisitsOutside: {
    schema: business.visitsOutsideSchema,
    description: "The coming visits that the business document leaves outside.",
  },
  BusinessVersions: {
    schema: business.businessVersionsSchema,
    description: "The newest versions of the business document, newest first.",
  },
  PictureRequest: {
    schema: pictures.pictureRequestSchema,
    description: "A picture that is about to be uploaded.",
  },
  PictureUpload: {
    schema: pictures.pictureUploadSchema,
    description: "Where the picture goes, and the fields of the form that brings it.",
  },
  UploadedPicture: {
    schema: pictures.uploadedPictureSchema,
    description: "A picture that visitors can see, as the business document names it.",
  },
  ProductRequest: { schema: products.productRequestSchema, description: "A product to add." },
  ProductReplacement: {
    schema: products.productReplacementSchema,
    description: "The whole product, with the version that was read.",
  },
  Product: { schema: products.productSchema, description: "A product." },
  ProductList: {
    schema: products.productListSchema,
    description: "A page of products; `cursor` is absent on the last page.",
  },
  ReviewRequest: { schema: feedback.feedbackRequestSchema, description: "A review, as sent." },
  ReviewReply: {
    schema: feedback.feedbackReplySchema,
    description: "The review is public, or waits for the owner.",
  },
  Review: { schema: feedback.reviewSchema, description: "A review, without its e-mail address." },
  ReviewList: {
    schema: feedback.feedbackListSchema,
    description: "A page of reviews, newest first; `lastKey` is absent on the last page.",
  },
  ReviewAnswer: {
    schema: feedback.reviewAnswerSchema,
    description: "What the owner answered under a review.",
  },
  DeskReview: { schema: feedback.deskReviewSchema, description: "A review, as the desk sees it." },
  DeskReviewList: {
    schema: feedback.deskReviewsSchema,
    description:
      "A page of reviews, those that wait first, newest first; `cursor` is absent on the last page.",
  },
  ReviewDecision: {
    schema: feedback.reviewDecisionSchema,
    description: "The version of a review that a decision was made by.",
  },
  ReviewAnswerRequest: {
    schema: feedback.reviewAnswerRequestSchema,
    description: "What to answer under a review; nothing where `answer` is absent.",
  },
  ReviewErasure: {
    schema: feedback.feedbackErasureSchema,
    description: "How many reviews were erased.",
  },
  Analytics: { schema: feedback.analyticsSchema, description: "Totals over all reviews." },
  UserRequest: { schema: users.userRequestSchema, description: "A user, as sent." },
  User: { schema: users.userSchema, description: "A user." },
  UserList: {
    schema: users.userListSchema,
    description: "A page of users, newest first; `cursor` is absent on the last page.",
  },
  CountRequest: { schema: visits.countRequestSchema, description: "An empty object." },
  Count: { schema: visits.countSchema, description: "How many visits the site has had." },
  Health: { schema: healthSchema, description: "Whether the site works." },
  Error: {
    schema: errorSchema,
    description: "What every operation answers when it refuses or fails.",
  },
} as const satisfies Readonly<Record<string, NamedModel>>;
export type ModelName = keyof typeof namedModels;
