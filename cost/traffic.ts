import type { Business } from "../contract/business";
import { guess } from "./assumptions";
import { type Capacity, capacityOf } from "./capacity";
import { operationOf } from "./functions";
import type { SiteWeight } from "./site-weight";

/** What happens in a month. */
export interface Traffic {
  /** Of the business whose month it is. */
  readonly capacity: Capacity;
  /** Calls of functions, by their names in routes, streams, schedules and topics. */
  readonly calls: Readonly<Record<string, number>>;
  /** Requests of visitors that reach CloudFront for the API; the edge answers some by itself. */
  readonly apiRequestsAtEdge: number;
  readonly pageRequests: number;
  readonly pageGb: number;
  /** Requests of pages and files that the edge has to fetch from the bucket. */
  readonly bucketReads: number;
  readonly mails: number;
  readonly admins: number;
  /** Items that the tables hold once the traffic has gone on for a while. */
  readonly items: Readonly<Record<string, number>>;
}

/** Which parts of the site visitors use. */
export const parts = ["bookings", "counter", "reviews", "shop"] as const;
export type Part = (typeof parts)[number];

/** The month that is asked about. */
export interface Visitors {
  readonly business: Business;
  readonly visitors: number;
  /** Bookings a month; without it, as many as the visitors make and the opening hours have room for. */
  readonly bookings?: number;
  /** Default all. */
  readonly using?: readonly Part[];
}

/** What so many visitors book, as far as there is room. */
export function likelyBookings({ visitsPerMonth }: Capacity, visitors: number): number {
  return Math.min(Math.round(visitors * guess("bookingsPerVisitor")), visitsPerMonth);
}

/** How often the edge answers by itself, if a reply is kept so long and asked for in so many variants. */
export function edgeHits(requests: number, keptSeconds: number, variants: number): number {
  const seconds = 30 * guess("openHours") * 3600;
  const whileKept = (requests / variants / seconds) * keptSeconds;
  return whileKept / (1 + whileKept);
}

/** The month of so many visitors, by the assumptions. */
export function trafficOf(asked: Visitors, site: SiteWeight): Traffic {
  const { visitors, using = parts } = asked;
  const capacity = capacityOf(asked.business);
  const uses = (part: Part) => (using.includes(part) ? 1 : 0);
  const visits = visitors * guess("visitsPerVisitor");
  const pages = visits * guess("pagesPerVisit");
  const bookings = uses("bookings") * (asked.bookings ?? likelyBookings(capacity, visitors));

  const atEdge: Record<string, number> = {
    ...booked(bookings, uses("bookings") * visits),
    // The first page of a visit counts it and keeps the sum for the others.
    countVisit: uses("counter") * visits,
    listFeedback: uses("reviews") * visits * guess("reviewReadsPerVisit"),
    getAnalytics:
      uses("reviews") * visits * guess("reviewReadsPerVisit") * guess("minutesOfReviews"),
    createFeedback: uses("reviews") * bookings * guess("reviewsPerBooking"),
    listProducts: uses("shop") * visits * guess("shopReadsPerVisit"),
    ...ofTheOwner(visitors > 0 ? uses("bookings") : 0),
  };
  const calls = atOrigin(atEdge);
  const mails = bookings * (1 + guess("reminded") + guess("cancelled") + guess("moved"));
  return {
    capacity,
    calls: { ...calls, ...behind(calls, mails) },
    apiRequestsAtEdge: sum(Object.values(atEdge)),
    ...ofPages(visits, pages, site),
    mails,
    admins: visitors > 0 ? guess("owners") : 0,
    items: {
      bookings: bookings * guess("bookingMonths"),
      slots: visitors > 0 ? 60 * 2 : 0,
      feedback: atEdge.createFeedback ?? 0,
      analytics: atEdge.createFeedback ?? 0,
      products: uses("shop") * (visitors > 0 ? guess("products") : 0),
      visits: (atEdge.countVisit ?? 0) / 15,
    },
  };
}

/** A month in which nothing happens but these calls of the API, each a request through the edge. */
export function trafficOfCalls(
  business: Business,
  requests: Readonly<Record<string, number>>,
  items: Traffic["items"] = {},
): Traffic {
  return {
    capacity: capacityOf(business),
    calls: { ...requests, ...behind(requests, 0) },
    apiRequestsAtEdge: sum(Object.values(requests)),
    pageRequests: 0,
    pageGb: 0,
    bucketReads: 0,
    mails: 0,
    admins: 0,
    items,
  };
}

function booked(bookings: number, visits: number): Record<string, number> {
  return {
    getAvailability: visits * guess("looksPerVisit") * guess("weeksPerLook"),
    createBooking: bookings,
    getBooking: bookings * guess("openedAgain"),
    getBookingCalendar: bookings * guess("calendars"),
    cancelBooking: bookings * guess("cancelled"),
    rescheduleBooking: bookings * guess("moved"),
    completeBooking: bookings * (1 - guess("cancelled")),
  };
}

function ofTheOwner(share: number): Record<string, number> {
  return { listBookings: share * guess("ownerDays") * guess("ownerReads") };
}

/** In how many variants a reply that the edge keeps is asked for: the questions that people really ask. */
const variants: Readonly<Record<string, number>> = {
  getAvailability: 20,
  listProducts: 4,
};

/** Without what the edge answers by itself. */
function atOrigin(atEdge: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(atEdge).map(([name, requests]) => {
      const seconds = operationOf(name)?.cacheSeconds ?? 0;
      return [name, requests * (1 - edgeHits(requests, seconds, variants[name] ?? 1))];
    }),
  );
}

/** What runs behind the API: by streams, by the clock, by SES's events. */
function behind(calls: Readonly<Record<string, number>>, mails: number): Record<string, number> {
  const changes = sum(
    ["createBooking", "cancelBooking", "rescheduleBooking", "completeBooking"].map(
      (name) => calls[name] ?? 0,
    ),
  );
  return {
    // Each mail changes the booking three times: begun, sent, delivered. At this pace no two share a batch.
    notifyCustomer: changes + 3 * mails,
    recordMailResult: mails,
    sendReminders: 30 * 24,
    sendOwed: 30 * 24 * 60,
    // The stream also tells of reviews that expire.
    aggregateFeedback: 2 * (calls.createFeedback ?? 0),
  };
}

function ofPages(visits: number, pages: number, site: SiteWeight) {
  const later = pages - visits;
  const pageRequests = visits * site.first.requests + later * site.later.requests;
  const bytes =
    visits * site.first.bytes + later * site.later.bytes + pageRequests * guess("headerBytes");
  return {
    pageRequests,
    pageGb: bytes / 1024 ** 3,
    // A page is fetched once a day by each of the few edges that visitors meet, a file once a month.
    bucketReads: Math.min(pageRequests, 5 * (30 * site.pages + site.assets)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
