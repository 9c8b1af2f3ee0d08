import { sentiments } from "../../../../contract/schemas/feedback";
import {
  type Feedback,
  isReviewerAddress,
  type ReviewerAddress,
} from "../../../../handlers/feedback/feedback";
import type { Totals } from "../../../../handlers/feedback/totals";
import { aBooking } from "../../bookings";
import { until } from "../../waiting";
import type { Site } from "../site";
import { type Client, create, twice } from "./client";

/** The reviews that somebody was told of. */
export interface ToldReviews {
  /** Their addresses, by id. */
  readonly published: Map<string, string>;
  /** Addresses of whose reviews some may be there or not: the outcome of a change is unknown. */
  readonly unsure: Set<string>;
  /** The reviews of visits, by booking; undefined where nobody knows whether there is one. */
  readonly ofVisits: Map<string, string | undefined>;
  /** Counts erased ones, too: the totals keep them. */
  written: number;
  /** How many more there may be. */
  maybeWritten: number;
}

const messages = ["So gentle, I love it!", "It was fine.", "Je ne suis pas contente, trop long."];

/** What a client does with reviews; `past` visits are there to be reviewed. */
export function reviewOperations(client: Client, told: ToldReviews, past: readonly string[]) {
  const { random, send, wrong } = client;
  const addresses: string[] = [];
  const unreviewed = [...past];

  async function write(): Promise<void> {
    // Now and then somebody who has written before.
    const email =
      addresses.length > 0 && random.chance(0.3) ? random.pick(addresses) : client.newEmail();
    const body = {
      name: client.unique(),
      email,
      rating: 1 + random.below(5),
      message: random.pick(messages),
    };
    const { status, json } = await create(
      client,
      { path: "/feedback", body },
      random.chance(twice),
    );
    if (status === 201) {
      told.published.set(json.feedbackId, email);
      told.written++;
      if (!addresses.includes(email)) addresses.push(email);
    } else if (status === 0) {
      told.maybeWritten++;
      told.unsure.add(email);
    } else wrong(`POST /feedback: ${status} ${JSON.stringify(json)}`);
  }

  return {
    write,
    /** Reviews a visit twice at the same moment, and then once more: it has one review. */
    async reviewVisit() {
      const bookingId = unreviewed.pop();
      if (bookingId === undefined) return write();
      const review = () => ({
        name: client.unique(),
        email: client.newEmail(),
        rating: 5,
        message: random.pick(messages),
        bookingToken: `${bookingId}.${aBooking().manageToken}`,
      });
      const send = async () => {
        const body = review();
        return { body, reply: await create(client, { path: "/feedback", body }, false) };
      };
      const sent = [...(await Promise.all([send(), send()])), await send()];
      for (const { body, reply } of sent) {
        const { status, json } = reply;
        if (status === 201) {
          const other = told.ofVisits.get(bookingId);
          if (other !== undefined)
            wrong(`the visit ${bookingId} has the reviews ${other} and ${json.feedbackId}`);
          told.ofVisits.set(bookingId, json.feedbackId);
          told.published.set(json.feedbackId, body.email);
          told.written++;
        } else if (status === 0) {
          told.maybeWritten++;
          told.unsure.add(body.email);
          if (!told.ofVisits.has(bookingId)) told.ofVisits.set(bookingId, undefined);
        } else if (json?.code !== "booking.reviewed") {
          wrong(`POST /feedback of the visit ${bookingId}: ${status} ${JSON.stringify(json)}`);
        }
      }
      const isKnown = sent.every(({ reply }) => reply.status !== 0);
      if (isKnown && !told.ofVisits.has(bookingId)) {
        wrong(`nobody may review the visit ${bookingId}, which has no review`);
      }
    },
    async erase() {
      if (addresses.length === 0) await write();
      const email = addresses.shift();
      if (!email) return;
      const path = `/feedback?email=${encodeURIComponent(email)}`;
      const { status, json, tries } = await send({ method: "DELETE", path, as: "admin" });
      const ids = [...told.published].filter(([, by]) => by === email).map(([id]) => id);
      if (status === 200) {
        for (const id of ids) told.published.delete(id);
        // A second try finds what the first has left.
        if (tries === 1 && !told.unsure.has(email) && json.deleted !== ids.length) {
          wrong(`DELETE ${path}: says ${json.deleted} of ${ids.length}`);
        }
      } else if (status === 0) told.unsure.add(email);
      else wrong(`DELETE ${path}: ${status} ${JSON.stringify(json)}`);
    },
    async list() {
      const path = random.pick(["/feedback", "/analytics"]);
      const { status } = await send({ method: "GET", path });
      if (status !== 200 && status !== 0) wrong(`GET ${path}: ${status}`);
    },
  };
}

/** Every difference between what was told of reviews, the reviews, and their totals. */
export async function compareReviews(
  site: Site,
  { published, unsure, ofVisits, written, maybeWritten }: ToldReviews,
): Promise<string[]> {
  const items = await site.scan<Feedback | ReviewerAddress>("data-feedback");
  const addresses = items.filter(isReviewerAddress);
  const emailOf = new Map(addresses.map(({ review, email }) => [review, email]));
  const stored = items.filter((item): item is Feedback => !isReviewerAddress(item));
  const differences: string[] = [];
  for (const { feedbackId, name } of stored) {
    const email = emailOf.get(feedbackId);
    if (email === undefined) differences.push(`the review by ${name} has lost its address`);
    else if (!published.has(feedbackId) && !unsure.has(email)) {
      differences.push(`nobody was told of the review by ${name}`);
    }
    emailOf.delete(feedbackId);
  }
  for (const [id] of emailOf) differences.push(`the address of the review ${id} has stayed alone`);
  const ids = new Set(stored.map(({ feedbackId }) => feedbackId));
  for (const [id, email] of published) {
    if (!ids.has(id) && !unsure.has(email)) differences.push(`a review by ${email} is lost`);
  }
  const visits = await site.bookings();
  for (const { feedbackId } of stored.filter(({ verified }) => verified)) {
    const marked = visits.filter(({ reviewId }) => reviewId === feedbackId).length;
    if (marked !== 1) differences.push(`the review ${feedbackId} is that of ${marked} visits`);
  }
  for (const { bookingId, reviewId } of visits) {
    const expected = ofVisits.get(bookingId) ?? reviewId;
    if (reviewId !== expected) {
      differences.push(`the visit ${bookingId} has the review ${reviewId}, not ${expected}`);
    }
    if (reviewId !== undefined && !ids.has(reviewId)) {
      differences.push(`the visit ${bookingId} has the review ${reviewId}, which is not there`);
    }
  }
  return [...differences, ...(await compareTotals(site, ids, written, maybeWritten))];
}

interface TotalsItem extends Partial<Totals> {
  readonly aggregateId: string;
  readonly feedbackId?: string;
  readonly rating?: number;
  readonly sentiment?: string;
}

/** Every difference between the totals and a recount of what was added to them. */
async function compareTotals(
  site: Site,
  stored: ReadonlySet<string>,
  written: number,
  maybeWritten: number,
): Promise<string[]> {
  const scan = () => site.scan<TotalsItem>("data-analytics");
  const counted = (items: readonly TotalsItem[]) =>
    items.filter(({ aggregateId }) => aggregateId.startsWith("event#"));
  // The last ones are still on their way through the stream.
  const end = Date.now() + 15_000;
  await until(async () => {
    const ids = new Set(counted(await scan()).map(({ feedbackId }) => feedbackId));
    return (ids.size >= written && [...stored].every((id) => ids.has(id))) || Date.now() > end;
  });
  const items = await scan();
  const events = counted(items);
  const differences: string[] = [];
  const ids = new Set(events.map(({ feedbackId = "" }) => feedbackId));
  if (ids.size !== events.length) differences.push("a review is in the totals twice");
  for (const id of stored) {
    if (!ids.has(id)) differences.push(`the review ${id} is not in the totals`);
  }
  if (events.length < written || events.length > written + maybeWritten) {
    const most = maybeWritten > 0 ? ` to ${written + maybeWritten}` : "";
    differences.push(`${events.length} of ${written}${most} reviews are in the totals`);
  }
  const totals = items.find(({ aggregateId }) => aggregateId === "global");
  const recount = {
    total: events.length,
    ratingSum: events.reduce((sum, { rating = 0 }) => sum + rating, 0),
    ...Object.fromEntries(
      [1, 2, 3, 4, 5].map((stars) => [
        `rating${stars}`,
        events.filter(({ rating }) => rating === stars).length,
      ]),
    ),
    ...Object.fromEntries(
      sentiments.map((each) => [each, events.filter(({ sentiment }) => sentiment === each).length]),
    ),
  };
  for (const [name, count] of Object.entries(recount)) {
    const shown = totals?.[name as keyof Totals] ?? 0;
    if (shown !== count) differences.push(`the totals say ${shown} as ${name}, a recount ${count}`);
  }
  return differences;
}
