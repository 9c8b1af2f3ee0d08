/** One guess about the traffic, and what it rests on. */
export interface Assumption {
  readonly value: number;
  readonly why: string;
}

/** Everything that is guessed. Nothing below was measured on AWS: replace a guess by a count once there is one. */
export const assumptions = {
  // Visitors
  visitsPerVisitor: { value: 1.3, why: "most come once, some look again before they book" },
  pagesPerVisit: { value: 3, why: "home, prices or reviews, and the booking page" },
  openHours: { value: 14, why: "hours of a day in which people look; the rest is quiet" },

  // Bookings
  looksPerVisit: { value: 0.1, why: "one visit in ten opens the booking page" },
  weeksPerLook: { value: 6, why: "weeks, services and people that somebody tries" },
  bookingsPerVisitor: { value: 0.02, why: "one visitor in fifty books, as far as there is room" },
  cancelled: { value: 0.08, why: "of the bookings" },
  moved: { value: 0.08, why: "of the bookings" },
  openedAgain: { value: 1.5, why: "times that a customer opens the booking's own page" },
  calendars: { value: 0.5, why: "of the bookings are put in a calendar from the page" },
  reminded: { value: 0.9, why: "of the bookings are made over a day ahead and still stand" },
  bookingMonths: { value: 24, why: "bookings are kept; this is the size after two years" },
  mailKb: { value: 6, why: "the calendar file and its frame, the part billed as attachment" },

  // Counter, reviews, shop
  reviewReadsPerVisit: { value: 0.15, why: "visits that open the reviews" },
  minutesOfReviews: { value: 2, why: "the page asks for the figures again each minute" },
  reviewsPerBooking: { value: 0.3, why: "customers who write one" },
  shopReadsPerVisit: { value: 0.3, why: "shelves that are opened" },
  products: { value: 50, why: "in the shop" },

  // The owner
  ownerDays: { value: 26, why: "days a month" },
  ownerReads: { value: 20, why: "lists that the owner opens on such a day" },
  owners: { value: 3, why: "people who sign in" },

  // What a call weighs
  readMs: { value: 60, why: "a warm call that reads, at 256 MB" },
  writeMs: { value: 120, why: "a warm call that writes a transaction" },
  mailMs: { value: 500, why: "a call that composes and sends a mail" },
  glueMs: { value: 1_500, why: "a call that walks over all functions" },
  startMs: { value: 400, why: "starting a function, which is billed too" },
  keptWarmMinutes: { value: 6, why: "minutes until an idle function must be started again" },
  functionLogBytes: { value: 1_100, why: "Lambda's start and report lines and one of our own" },
  accessLogBytes: { value: 380, why: "the gateway's line, its field names included" },
  edgeLogBytes: { value: 450, why: "one line of the edge's log, where the stage has one" },
  logEnvelopeBytes: {
    value: 400,
    why: "the names of group and stream, and each line's id and time, in the archive of the logs",
  },
  replyBytes: { value: 1_500, why: "an API answer with its headers, compressed" },
  headerBytes: { value: 700, why: "headers of a page or a file" },

  // Items, in KB
  bookingsKb: {
    value: 1,
    why: "0.7 KB once its mail is sent, on the local stage; 1 with a reminder and a note",
  },
  slotsKb: {
    value: 3,
    why: "half a day of nine hours in both forms of the ledger; a full one: 6 KB, one visit of two hours: 1.3 KB",
  },
  productsKb: { value: 1, why: "a product in two languages" },
  feedbackKb: { value: 1, why: "a review of two lines: 0.3 KB on the local stage" },
  analyticsKb: { value: 1, why: "a sum" },
  usersKb: { value: 1, why: "a user: 0.3 KB" },
  visitsKb: { value: 1, why: "a hash or a number: 0.1 KB on the local stage" },

  // Running it
  deployments: { value: 4, why: "a month" },
  pagesChanged: { value: 10, why: "of the pages by a deployment" },
  throttled: {
    value: 0,
    why: "metrics of refused requests; a table has none until one is refused",
  },
  trailRegions: { value: 17, why: "regions that an account has from the start" },
  trailFilesPerDay: { value: 100, why: "audit logs delivered, beside an hourly digest a region" },
} as const satisfies Record<string, Assumption>;

export type AssumptionName = keyof typeof assumptions;

/** The guess itself. */
export function guess(name: AssumptionName): number {
  return assumptions[name].value;
}
