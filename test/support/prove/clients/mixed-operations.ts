import { openDay } from "../../stage";
import { compareBookings } from "../compare-bookings";
import { type Random, seededRandom } from "../faults/random";
import { type History, openHistory } from "../history";
import type { Site } from "../site";
import { addPastVisit, bookingOperations } from "./bookings";
import { aClient, letters, type Manners } from "./client";
import { compareProducts, productOperations, type ToldProducts } from "./products";
import { compareReviews, reviewOperations, type ToldReviews } from "./reviews";
import { noBookings } from "./told-bookings";
import { compareUsers, type ToldUsers, userOperations } from "./users";
import { compareVisits, type ToldVisitors, visitOperations } from "./visits";

/** Several clients who do all that the API offers, and what they were told. */
export interface MixedOperations {
  /**
   * Does that many operations; what the clients do depends on the seed and on what they are told.
   * @param onOperation called before each with how many there were
   */
  run(seed: number, operations: number, onOperation?: (done: number) => void): Promise<void>;
  /** Ends it after the operations that are under way. */
  stop(): void;
  readonly history: History;
  /** Every difference between what was told and what is stored. */
  compare(): Promise<string[]>;
}

type Act = () => Promise<void>;

export interface MixedOptions {
  /** How many clients there are; 16, or 8 for a short run. */
  readonly clients?: number;
  readonly manners?: Manners;
  /** The only operations that they do; all if absent. */
  readonly focus?: readonly string[];
  /** Operations that are not done. */
  readonly except?: readonly string[];
}

/** Mixed operations on a stage whose tables are empty. */
export async function mixedOperations(
  site: Site,
  { clients: fixed, manners, focus, except }: MixedOptions = {},
): Promise<MixedOperations> {
  const admin = await site.adminHeaders();
  const history = openHistory();
  const bookings = noBookings();
  const products: ToldProducts = { products: new Map(), unsure: new Set() };
  const users: ToldUsers = { users: new Map(), unsure: new Set() };
  const reviews: ToldReviews = {
    published: new Map(),
    unsure: new Set(),
    ofVisits: new Map(),
    written: 0,
    maybeWritten: 0,
  };
  const visitors: ToldVisitors = { counted: new Set(), unsure: new Set() };
  let isStopped = false;

  /** What a client can do, each as many times as it is to be likely. */
  async function operationsOf(name: string, random: Random, operations: number, all: number) {
    // So few days that times stay short, and as many visits of the past as are likely to be needed.
    const days = Math.min(25, Math.max(2, Math.ceil(all / 100)));
    const pastVisits = async () => {
      const ids: string[] = [];
      for (let left = Math.ceil(operations / 30); left > 0; left--) {
        ids.push(await addPastVisit(site, bookings));
      }
      return ids;
    };
    const client = aClient(site, admin, name, random, history, manners);
    const booking = bookingOperations(client, bookings, site, days, await pastVisits());
    const product = productOperations(client, products, site);
    const user = userOperations(client, users);
    const review = reviewOperations(client, reviews, await pastVisits());
    const visit = visitOperations(client, visitors, openDay());
    const shares = {
      book: [20, booking.book],
      bookMany: [2, booking.bookMany],
      move: [10, booking.move],
      cancel: [5, booking.cancel],
      confirm: [6, booking.confirm],
      reject: [3, booking.reject],
      cancelAtTheDesk: [3, booking.cancelAtTheDesk],
      race: [3, booking.race],
      removeAll: [2, booking.removeAll],
      complete: [2, booking.complete],
      markNoShow: [1, booking.markNoShow],
      read: [4, booking.read],
      findByKey: [3, booking.findByKey],
      addProduct: [5, product.add],
      replaceProduct: [5, product.replace],
      replaceShared: [4, product.replaceShared],
      removeProduct: [3, product.remove],
      listProducts: [1, product.list],
      addUser: [5, user.add],
      replaceUser: [4, user.replace],
      removeUser: [3, user.remove],
      readUser: [2, user.read],
      listUsers: [1, user.list],
      review: [5, review.write],
      reviewVisit: [2, review.reviewVisit],
      eraseReviews: [3, review.erase],
      listReviews: [1, review.list],
      countVisit: [4, visit.count],
      look: [3, visit.look],
    } satisfies Record<string, readonly [share: number, act: () => Promise<void>]>;
    return Object.entries(shares)
      .filter(([each]) => (focus?.includes(each) ?? true) && !except?.includes(each))
      .flatMap(([, [share, act]]) => Array.from({ length: share as number }, () => act as Act));
  }

  return {
    history,
    stop() {
      isStopped = true;
    },
    async run(seed, operations, onOperation) {
      const clients = fixed ?? (operations < 1_000 ? 8 : 16);
      let done = 0;
      const work = async (_: unknown, index: number) => {
        const random = seededRandom(seed * 100 + index);
        const name = `Client ${letters(seed)} ${letters(index)}`;
        const choice = await operationsOf(name, random, operations / clients, operations);
        while (done < operations && !isStopped) {
          const before = done++;
          onOperation?.(before);
          await random.pick(choice)();
        }
      };
      await Promise.all(Array.from({ length: clients }, work));
    },
    async compare() {
      return [
        ...(await compareBookings(site, bookings)),
        ...(await compareProducts(site, products)),
        ...(await compareUsers(site, users)),
        ...(await compareReviews(site, reviews)),
        ...(await compareVisits(site, visitors)),
      ];
    },
  };
}
