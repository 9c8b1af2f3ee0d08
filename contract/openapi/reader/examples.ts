import type * as v from "valibot";
import type { Business } from "../../business";
import { bookingCode } from "../../rules/booking-code";
import { exampleIds } from "./fields/keywords";
import type { ModelName, namedModels } from "./models";

type Examples = {
  readonly [Name in ModelName]?: v.InferInput<(typeof namedModels)[Name]["schema"]>;
};

const date = "2026-11-23";
const token = "q0Jx3mZs1c7Vb5Yt9Kd2Lw8Rf4Gh6Np0Aa2Ee4Ii6Oo";
const made = "2026-11-20T08:15:42Z";

/** A request or a reply of every kind, as this business would meet it; one visit runs through all. */
export function examplesOf(business: Business): Examples {
  const [{ id: category }] = business.productCategories;
  const [{ id: staff, services }] = business.staff;
  const service = (services === "all" ? business.services[0]?.id : services[0]) ?? "";
  const [locale] = business.languages;
  const inEveryLanguage = (en: string, fr: string) =>
    Object.fromEntries(business.languages.map((each) => [each, { en, fr }[each]]));

  const visit = {
    bookingId: exampleIds.booking,
    status: "confirmed" as const,
    customerName: "Awa Ngo",
    customerEmail: "awa@example.com",
    customerPhone: business.phone,
    service: [service],
    staff,
    appointmentDate: date,
    appointmentTime: "10:00",
    startsAt: `${date}T09:00:00Z`,
    endsAt: `${date}T10:30:00Z`,
    locale,
    code: bookingCode(exampleIds.booking),
    sold: {
      services: [{ id: service, name: { ...(business.services[0]?.name ?? { en: "", fr: "" }) } }],
      staffName: business.staff[0].name,
      durationMinutes: 90,
      priceMinor: 8000,
      currency: business.currency,
    },
  };
  const booking = {
    ...visit,
    customerId: "c-0d4f2a7b9c1e3f5a6b8d0c2e",
    createdAt: made,
    updatedAt: made,
    history: [{ at: made, by: "customer", status: "confirmed" as const }],
    mail: { "confirmation-0": { status: "sent", at: "2026-11-20T08:15:44Z" } },
  };
  const productRequest = {
    name: inEveryLanguage("Wide comb", "Peigne large"),
    category,
    price: 1500,
    stock: 12,
    active: true,
  };
  const product = {
    product_id: exampleIds.product,
    ...productRequest,
    created_at: made,
    updated_at: made,
    version: 1,
  };
  const savedBusiness = {
    version: 4,
    savedAt: made,
    business: { name: business.name },
    published: { version: 4, at: made },
  };
  const person = { name: "Awa Ngo", email: "awa@example.com", age: 30 };
  const user = { userId: exampleIds.user, ...person, createdAt: made, updatedAt: made };
  const answer = { text: "Thank you, see you soon!", answeredAt: "2026-11-25T08:30:00.000Z" };
  const judged = { sentiment: "positive" as const, createdAt: "2026-11-24T17:02:11.480Z" };

  const review = {
    feedbackId: exampleIds.review,
    name: "Awa",
    rating: 5,
    message: "Very gentle, and on time.",
    verified: true,
    ...judged,
    answer,
  };
  const deskReview = { ...review, status: "published" as const, version: 2 };

  const block = {
    blockId: exampleIds.block,
    people: [staff],
    from: date,
    fromTime: "13:00",
    to: date,
    toTime: "15:00",
    reason: "break" as const,
    createdAt: made,
    createdBy: exampleIds.user,
    heldDays: 0,
    leftDays: 1,
  };

  const ownBooking = { ...visit, changeable: true, movable: true, movesLeft: 5 };
  const availability = {
    timeZone: business.timeZone,
    durationMinutes: 90,
    days: [
      {
        date,
        open: true,
        slots: [{ time: "10:00", startsAt: `${date}T09:00:00Z`, staff: [staff] }],
      },
    ],
  };

  return {
    BookingRequest: {
      name: "Awa Ngo",
      email: "awa@example.com",
      phone: business.phone,
      service: [service],
      date,
      time: "10:00",
      staff,
      locale,
    },
    BookingReply: {
      status: "success",
      bookingId: exampleIds.booking,
      message: "Your appointment is confirmed.",
      manageUrl: `https://www.example.com/manage#${exampleIds.booking}.${token}`,
      booking: ownBooking,
    },
    RescheduleRequest: { date: "2026-11-24", time: "14:00" },
    EmptyRequest: {},
    CountRequest: {},
    Availability: {
      ...availability,
      people: [{ id: staff, durationMinutes: 90, priceMinor: 8000, currency: business.currency }],
    },
    OwnBooking: ownBooking,
    LinksRequest: { email: "awa@example.com" },
    LinksReply: {
      message: "If a visit was booked with this address, its link is on its way.",
    },
    OwnAvailability: {
      ...availability,
      people: [{ id: staff, name: visit.sold.staffName, durationMinutes: 90, priceMinor: 8000 }],
    },
    Booking: booking,
    BookingList: { bookings: [booking] },
    CustomerList: {
      customers: [
        {
          customerId: booking.customerId,
          name: visit.customerName,
          email: visit.customerEmail,
          phone: visit.customerPhone,
          bookings: 3,
          noShows: 0,
          lastVisit: date,
        },
      ],
    },
    BlockRequest: {
      people: [staff],
      from: date,
      fromTime: "13:00",
      to: date,
      toTime: "15:00",
      reason: "break",
    },
    BlockContinuation: { keep: [exampleIds.booking] },
    BlockReply: {
      block,
      inTheWay: [
        {
          id: exampleIds.booking,
          kind: "visit",
          staff,
          date,
          time: visit.appointmentTime,
          customerName: visit.customerName,
        },
      ],
    },
    BlockList: { blocks: [block] },
    RemovalRequest: { phone: business.phone, messages: "none" },
    RemovalReply: {
      removalId: "2026-11-20T09:00:00Z.3f9c1b7e",
      removed: 0,
      remaining: 191,
      people: 1,
      withoutAddress: 0,
      examples: [
        {
          bookingId: exampleIds.booking,
          customerName: visit.customerName,
          customerEmail: visit.customerEmail,
          customerPhone: visit.customerPhone,
          appointmentDate: date,
          appointmentTime: visit.appointmentTime,
          createdAt: made,
        },
      ],
    },
    BusinessReplacement: { version: 3, business: { name: business.name } },
    SavedBusiness: savedBusiness,
    VisitsOutside: {
      version: 4,
      visits: [
        {
          bookingId: exampleIds.booking,
          customerName: visit.customerName,
          appointmentDate: date,
          appointmentTime: visit.appointmentTime,
          staff,
          staffName: visit.sold.staffName,
          why: "day.closed",
        },
      ],
      isMore: false,
    },
    BusinessVersions: { versions: [{ version: 4, savedAt: made }] },
    PictureRequest: { type: "image/webp", bytes: 84_312 },
    PictureUpload: {
      pictureId: exampleIds.picture,
      uploadUrl: "https://uploads.example.com",
      fields: { key: `uploads/${exampleIds.picture}`, "Content-Type": "image/webp" },
      expiresAt: made,
    },
    UploadedPicture: { path: "media/0a1b2c3d4e5f6071.webp", widthPixels: 720, heightPixels: 960 },
    ProductRequest: productRequest,
    ProductReplacement: { ...productRequest, stock: 11, version: 1 },
    Product: product,
    ProductList: { products: [product] },
    ReviewRequest: {
      name: "Awa",
      email: "awa@example.com",
      rating: 5,
      message: "Very gentle, and on time.",
      bookingToken: `${exampleIds.booking}.${token}`,
    },
    ReviewReply: { feedbackId: exampleIds.review, lexicon: "1", ...judged },
    ReviewList: { feedback: [review] },
    DeskReview: deskReview,
    DeskReviewList: { feedback: [deskReview] },
    ReviewDecision: { version: 1 },
    ReviewAnswerRequest: { version: 1, answer: answer.text },
    ReviewErasure: { deleted: 2 },
    Analytics: {
      totalFeedback: 4,
      averageRating: 4.5,
      sentiment: { positive: 3, neutral: 1, negative: 0 },
      ratings: { 1: 0, 2: 0, 3: 0, 4: 2, 5: 2 },
      lastUpdated: judged.createdAt,
    },
    UserRequest: person,
    User: user,
    UserList: { users: [user], count: 1 },
    Count: { count: 1204 },
    Health: {
      status: "ok",
      version: "12",
      dependencies: { bookings: "ok", products: "ok", feedback: "ok" },
    },
  };
}

/** What the calendar file of a booking looks like. */
export const exampleCalendar = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "BEGIN:VEVENT",
  `UID:${exampleIds.booking}`,
  "SEQUENCE:0",
  "DTSTART:20261123T090000Z",
  "DTEND:20261123T103000Z",
  "SUMMARY:Visit",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");
