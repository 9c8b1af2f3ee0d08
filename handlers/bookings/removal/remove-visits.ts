import type { Business } from "../../../contract/business";
import type { Actor, Booking, Removal } from "../booking";
import type { BookingLists } from "../lists";
import type { BookingStore } from "../store";
import {
  byPerson,
  isMeant,
  leftUntold,
  matchingVisits,
  type RemovalCriteria,
} from "./matching-visits";

/** How to remove bookings. */
export interface RemoveVisitsOptions {
  /** Of the whole removal, however many calls it takes: of each person's bookings one is told for all. */
  readonly removalId: string;
  /** One to each person, or none. */
  readonly messages: "one" | "none";
  readonly by: Actor;
  /** UTC, ISO 8601. */
  readonly now: string;
  /** Asked before each person, and before each of a person's bookings: whether to leave the rest to the next call. */
  readonly isTimeUp: (within: "people" | "person") => boolean;
}

type Store = Pick<BookingStore, "find" | "changeStatus" | "tellRemoval">;

/** How often it starts over because somebody else changed a booking at the same moment. */
const attempts = 3;
/** As many of a person's visits as one message lists. */
const mostVisits = 20;

/** One person's bookings, as a removal finds them. */
interface Person {
  /** All that match, whatever became of them. */
  readonly visits: readonly Booking[];
  readonly open: readonly Booking[];
  /** What an earlier removal took without telling. */
  readonly untold: readonly Booking[];
  /** What is to be done: the bookings to cancel, or the one to tell with where nothing else is left. */
  readonly work: readonly Booking[];
}

/** What a removal is about to do: the bookings it takes, and one of each person who is only to be told. */
export async function visitsToRemove(
  business: Business,
  lists: BookingLists,
  criteria: RemovalCriteria,
  options: Pick<RemoveVisitsOptions, "now" | "messages">,
): Promise<Booking[]> {
  const matching = await matchingVisits(business, lists, criteria, options.now);
  const meant = new Set(peopleIn(matching, criteria, options).flatMap(({ work }) => work));
  return matching.filter((booking) => meant.has(booking));
}

/** The people for whom there is something to do. */
function peopleIn(
  matching: readonly Booking[],
  criteria: RemovalCriteria,
  { now, messages }: Pick<RemoveVisitsOptions, "now" | "messages">,
): Person[] {
  return [...byPerson(matching).values()]
    .map((visits) => {
      const open = visits.filter((booking) => isMeant(booking, criteria, now));
      const untold = leftUntold(visits);
      const work = open.length > 0 || messages === "none" ? open : untold.slice(-1);
      return { visits, open, untold, work };
    })
    .filter(({ work }) => work.length > 0);
}

/** How far a call came. */
export interface RemovalStep {
  readonly removed: number;
  /** What is left to the next call. */
  readonly left: readonly Booking[];
}

/**
 * Cancels the bookings still to come that match, each as the desk cancels one, until the time is up. Safe to
 * repeat and to stop at any moment: what is left is what still matches.
 */
export async function removeVisits(
  business: Business,
  lists: BookingLists,
  store: Store,
  criteria: RemovalCriteria,
  options: RemoveVisitsOptions,
): Promise<RemovalStep> {
  const matching = await matchingVisits(business, lists, criteria, options.now);
  const people = peopleIn(matching, criteria, options);
  const left = new Map(
    people.flatMap(({ work }) => work).map((booking) => [booking.bookingId, booking]),
  );
  let removed = 0;
  const settle = (bookingId: string, isRemoved: boolean) => {
    left.delete(bookingId);
    if (isRemoved) removed++;
  };
  for (const [at, person] of people.entries()) {
    // However long the list took, each call gets some way: one booking of the first person at least.
    if (at > 0 && options.isTimeUp("people")) break;
    await removeOnesVisits(store, person, criteria, options, settle, at === 0);
  }
  return { removed, left: [...left.values()] };
}

/**
 * Cancels one person's bookings, and tells that person with the last of them: so nobody is told before all
 * of it is true, and who has one booking is told by the same write that cancels it.
 */
async function removeOnesVisits(
  store: Store,
  { visits, open, untold }: Person,
  criteria: RemovalCriteria,
  options: RemoveVisitsOptions,
  settle: (bookingId: string, isRemoved: boolean) => void,
  isFirst: boolean,
): Promise<void> {
  const { removalId, messages, now, isTimeUp } = options;
  const isOurs = ({ status, removal }: Booking) =>
    status === "cancelled" && removal?.id === removalId;
  const gone = visits.filter((booking) => isOurs(booking) || untold.includes(booking));
  const isOwed = () => messages === "one" && !gone.some(({ removal }) => removal?.isTold);
  for (const [at, visit] of open.entries()) {
    if (!(isFirst && at === 0) && isTimeUp("person")) return;
    const isLast = at === open.length - 1;
    const mark = (read: Booking) => {
      const isTold = isLast && isOwed();
      return { id: removalId, messages, isTold, ...(isTold && visitsOf([...gone, read])) };
    };
    const result = await removeVisit(store, visit, criteria, options, mark);
    // The rest of this person's is for the next call, too: the message is to tell all.
    if (result === "busy") return;
    settle(visit.bookingId, result.isRemoved);
    if (isOurs(result.booking)) gone.push(result.booking);
  }
  // The last one was cancelled or moved away by the customer, so another one tells of those before it.
  const teller = gone.at(-1);
  if (!teller || !isOwed()) return;
  await store.tellRemoval(teller, visitsOf(gone), now);
  settle(teller.bookingId, false);
}

/** Cancels one booking if it still matches; the booking as it is then. */
async function removeVisit(
  store: Store,
  visit: Booking,
  criteria: RemovalCriteria,
  { by, now }: RemoveVisitsOptions,
  mark: (read: Booking) => Omit<Removal, "sequence">,
): Promise<{ readonly booking: Booking; readonly isRemoved: boolean } | "busy"> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    // Read anew: the indexes are a moment behind.
    const read = (await store.find(visit.bookingId)) ?? visit;
    if (!isMeant(read, criteria, now)) {
      return { booking: read, isRemoved: false };
    }
    const result = await store.changeStatus(read, "cancelled", by, now, undefined, mark(read));
    if (result.ok) return { booking: result.booking, isRemoved: true };
  }
  return "busy";
}

/** What one message lists, where it is about several visits. */
function visitsOf(gone: readonly Booking[]) {
  if (gone.length < 2) return {};
  const visits = gone.map(({ startsAt }) => startsAt).sort();
  return { visits: visits.slice(0, mostVisits), count: visits.length };
}
