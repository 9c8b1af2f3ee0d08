import { openDay, type TestStage } from "../stage";
import { addPastVisit, bookingOperations, type ToldBookings } from "./bookings";
import { type Answers, aClient, letters } from "./client";
import { compareBookings } from "./compare-bookings";
import { compareProducts, productOperations, type ToldProducts } from "./products";
import { type Random, seededRandom } from "./random";
import { compareReviews, reviewOperations, type ToldReviews } from "./reviews";
import { compareUsers, type ToldUsers, userOperations } from "./users";
import { compareVisits, type ToldVisitors, visitOperations } from "./visits";

/** Several clients who do all that the API offers, and what they were told. */
export interface MixedOperations {
  /** Does that many operations; what the clients do depends on the seed and on what they are told. */
  run(seed: number, operations: number): Promise<void>;
  readonly answers: Answers;
  /** Every difference between what was told and what is stored. */
  compare(): Promise<string[]>;
}

/** Mixed operations on a stage whose tables are empty. */
export async function mixedOperations(site: TestStage): Promise<MixedOperations> {
  const admin = await site.adminHeaders();
  const answers: Answers = { counts: new Map(), wrong: [] };
  const bookings: ToldBookings = new Map();
  const products: ToldProducts = { products: new Map() };
  const users: ToldUsers = new Map();
  const reviews: ToldReviews = { published: new Map(), written: 0 };
  const visitors: ToldVisitors = new Set();

  /** What a client can do, each as many times as it is to be likely. */
  async function operationsOf(name: string, random: Random, operations: number) {
    // So few days that times stay short, and as many visits of the past as are likely to be completed.
    const days = Math.max(2, Math.ceil(operations / 100));
    const past: string[] = [];
    for (let left = Math.ceil(operations / 300); left > 0; left--) {
      past.push(await addPastVisit(site, bookings));
    }
    const client = aClient(site, admin, name, random, answers);
    const booking = bookingOperations(client, bookings, days, past);
    const product = productOperations(client, products, site);
    const user = userOperations(client, users);
    const review = reviewOperations(client, reviews);
    const visit = visitOperations(client, visitors, openDay());
    const shares: [share: number, act: () => Promise<void>][] = [
      [20, booking.book],
      [10, booking.move],
      [5, booking.cancel],
      [6, booking.confirm],
      [3, booking.reject],
      [3, booking.cancelAtTheDesk],
      [2, booking.complete],
      [4, booking.read],
      [3, booking.findByKey],
      [5, product.add],
      [5, product.replace],
      [4, product.replaceShared],
      [3, product.remove],
      [1, product.list],
      [5, user.add],
      [4, user.replace],
      [3, user.remove],
      [2, user.read],
      [1, user.list],
      [5, review.write],
      [3, review.erase],
      [1, review.list],
      [4, visit.count],
      [3, visit.look],
    ];
    return shares.flatMap(([share, act]) => Array.from({ length: share }, () => act));
  }

  return {
    answers,
    async run(seed, operations) {
      const clients = operations < 1_000 ? 8 : 16;
      let left = operations;
      const work = async (_: unknown, index: number) => {
        const random = seededRandom(seed * 100 + index);
        const name = `Client ${letters(seed)} ${letters(index)}`;
        const choice = await operationsOf(name, random, operations);
        while (left-- > 0) await random.pick(choice)();
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
