import type { Business } from "../../business";
import type { Model } from "../model";

const uuid = { format: "uuid" } as const;
const moment = { format: "date-time", example: "2026-11-23T09:00:00.000Z" } as const;
const number = { type: "integer", minimum: 0 } as const;

/** The ids that the examples share, so that a reader sees which values are the same. */
export const exampleIds = {
  booking: "6f1c2a52-9d0e-4b7c-8a4f-2d1f0c6b9e31",
  product: "0b8d5f0e-41c6-4c52-9a8e-5a3f7f2f9d10",
  review: "c2a7e9d4-7d1b-4f3a-b6f5-83e2d9a4c017",
  user: "a94d1f7b-3c58-4e0d-8e6a-1b7c5d2f8e46",
} as const;

/**
 * What the properties and parameters of the reader's document are for, by name; "Model.name" or
 * "operation.name" where one differs from the others of its name. What the owner edits is described by
 * a shape, with today's values as examples.
 */
export function fieldsOf(business: Business): Readonly<Record<string, Model>> {
  const { booking, services, staff, productCategories, currency, timeZone } = business;
  const today = (things: readonly { readonly id: string }[]) => things.map(({ id }) => `\`${id}\``);
  const [service] = services;
  const productName = {
    description: "The name in every language of the site.",
  };
  return {
    // People
    name: { description: "A person's name.", example: "Awa Ngo" },
    "ProductRequest.name": productName,
    "ProductReplacement.name": productName,
    "Product.name": productName,
    email: { description: "An e-mail address.", example: "awa@example.com" },
    "BookingRequest.email": {
      description: "Where the confirmation goes. Without it, keep the reply's `manageUrl`.",
      example: "awa@example.com",
    },
    phone: {
      description: `A phone number in any spelling; without a country code it is a number of ${business.country}.`,
      example: "6 51 84 46 64",
    },
    "Customer.phone": { description: "The phone number in E.164.", example: "+237651844664" },
    age: { description: "In whole years.", example: 30 },
    customerId: { description: "The same for all bookings of one phone number." },
    customerName: { description: "The customer's name.", example: "Awa Ngo" },
    customerEmail: { description: "The customer's e-mail address.", format: "email" },
    customerPhone: { description: "The customer's phone number in E.164." },
    userId: { ...uuid, description: "The user's id.", example: exampleIds.user },

    // Visits
    bookingId: { ...uuid, description: "The booking's id.", example: exampleIds.booking },
    service: {
      description: `The services of one visit, at most ${booking.maxServices}. Today: ${today(services).join(", ")}.`,
      example: [service?.id],
    },
    "BookingRequest.service": {
      description: `One service, or a list of at most ${booking.maxServices} for one visit. Today: ${today(services).join(", ")}.`,
      example: service?.id,
    },
    staff: {
      description: `The person who does the visit. Today: ${today(staff).join(", ")}.`,
      example: staff[0].id,
    },
    "BookingRequest.staff": {
      description: `Whom to book; the first able person who is free where absent. Today: ${today(staff).join(", ")}.`,
      example: staff[0].id,
    },
    "Availability.staff": { description: "Who is free for the whole visit." },
    date: {
      description: `A business day (${timeZone}), today or at most ${booking.horizonDays} days ahead.`,
      format: "date",
      example: "2026-11-23",
    },
    "getAvailability.date": { description: "The first day.", example: "2026-11-23" },
    time: {
      description: `The start in business time; visits start every ${booking.gridMinutes} minutes.`,
      example: "10:00",
    },
    days: { description: "How many days to show." },
    "Availability.days": { description: "Every day that was asked for, in order." },
    open: { description: "False on a closed day, a holiday, or beyond the booking horizon." },
    slots: { description: "The start times that can still be booked." },
    timeZone: { description: "The IANA time zone of dates and times.", example: timeZone },
    durationMinutes: { ...number, description: "How long the visit takes.", example: 90 },
    locale: { description: "The language of mails and messages.", example: business.languages[0] },
    note: { description: "Anything the business should know before the visit." },
    manageUrl: {
      format: "uri",
      description:
        "The customer's own link. Its fragment is `<bookingId>.<token>`; the token goes into the header X-Manage-Token.",
    },
    message: { description: "A sentence in the reader's language." },
    status: { description: "Where the booking stands." },
    "BookingReply.status": { type: "string", description: "Always `success`." },
    "Health.status": { description: "`degraded` where a dependency fails." },
    appointmentDate: { description: "The business day of the visit.", format: "date" },
    appointmentTime: { description: "The start in business time.", example: "10:00" },
    startsAt: { ...moment, description: "The start in UTC." },
    endsAt: { ...moment, description: "The end in UTC.", example: "2026-11-23T10:30:00.000Z" },
    changeable: { description: "Whether the customer can still cancel or move it." },
    history: { description: "Every change of status or time, oldest first." },
    at: { ...moment, description: "When it happened, in UTC." },
    by: { description: "Who did it: `customer`, `system`, or `admin:` and the account's id." },
    movedTo: { description: "The person and the start that the visit was moved to." },
    mail: { description: "What became of each message about this booking." },
    messageId: { description: "The mail service's id of the message." },
    reason: { description: "Why it failed." },
    bookings: { ...number, description: "How many bookings this customer has had." },
    "BookingList.bookings": { description: "The bookings of this page." },
    customers: { description: "The customers, each once." },
    products: { description: "The products of this page." },
    feedback: { description: "The reviews of this page." },
    users: { description: "The users of this page." },
    noShows: { ...number, description: "How many visits this customer missed." },
    lastVisit: { description: "The day of the last booking.", format: "date" },

    // Lists
    from: { description: "The first day; default today." },
    to: { description: "The last day, at most 92 days after the first; default 30 days after it." },
    "listCustomers.from": { description: "The first day; default 31 days ago." },
    "listCustomers.to": { description: "The last day; default 92 days after the first." },
    "listBookings.status": { description: "Only bookings with this status." },
    "listBookings.email": {
      description: "All bookings of one customer; `from` and `to` still count.",
    },
    "listCustomers.email": { description: "Only the customer with this address." },
    limit: { description: "How many items a page holds at most." },
    cursor: { description: "Where the next page starts: the `cursor` of the page before." },
    lastKey: { description: "Where the next page starts: the `lastKey` of the page before." },
    count: { ...number, description: "How many visits the site has had.", example: 1204 },
    "UserList.count": { ...number, description: "How many users this page holds." },
    "ReviewErasure.deleted": { ...number, description: "How many reviews there were." },
    "eraseFeedback.email": { description: "Whose reviews to erase.", example: "awa@example.com" },

    // Products
    product_id: { ...uuid, description: "The product's id.", example: exampleIds.product },
    category: {
      description: `The product's category. Today: ${today(productCategories).join(", ")}.`,
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
    version: { description: "The version that was read; each change adds 1.", example: 1 },
    "Product.version": { type: "integer", minimum: 1, description: "Each change adds 1." },
    "Health.version": { description: "The published version of the function." },
    created_at: { ...moment, description: "When it was added." },
    updated_at: { ...moment, description: "When it last changed." },
    createdAt: { ...moment, description: "When it was made." },
    updatedAt: { ...moment, description: "When it last changed." },

    // Reviews
    feedbackId: { ...uuid, description: "The review's id.", example: exampleIds.review },
    rating: { description: "Stars.", example: 5 },
    "Review.rating": { type: "integer", minimum: 1, maximum: 5, description: "Stars." },
    "ReviewRequest.message": { description: "The review itself.", example: "Very gentle." },
    "Review.message": { description: "The review itself." },
    bookingToken: {
      description: "The fragment of a past visit's `manageUrl`; it marks the review as verified.",
    },
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

    // Everywhere
    "Idempotency-Key": {
      pattern: "^[A-Za-z0-9_-]{8,64}$",
      minLength: 8,
      maxLength: 64,
      example: "f3b1c7d2-5a40-4f0e-9c1d-7e2a8b6c4d50",
    },
    code: { description: "Stable: what programs decide by." },
    error: { description: "A sentence for people, in the reader's language." },
    fields: { description: "What is wrong with which field, in the reader's language." },
    dependencies: { description: "The state of each table." },
  };
}
