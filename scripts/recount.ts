import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { business } from "../business";
import { addDays, dateIn, unixSeconds } from "../contract/rules/calendar";
import { type Feedback, isReviewerAddress } from "../handlers/feedback/feedback";
import { dayKey, globalKey, recountedDays, type Totals } from "../handlers/feedback/totals";
import { transact, type Writes } from "../handlers/runtime/transaction";

export interface RecountArgs {
  readonly feedbackTable: string;
  readonly analyticsTable: string;
  /** ISO 8601. */
  readonly now: string;
}

/** What a recount found and corrected. */
export interface Recounted {
  /** The days whose totals were wrong. */
  readonly corrected: readonly string[];
  /** New reviews that are still for the stream function to count. */
  readonly awaited: number;
  readonly total: number;
}

/** A review as it is counted: from the table or, once erased, from the event that counted it. */
type Counted = Pick<Feedback, "feedbackId" | "rating" | "sentiment"> & { readonly day: string };
type Stored = Totals & { readonly aggregateId: string };

/** The stream drops an event after an hour, so what is uncounted after two was lost. */
const awaitedSeconds = 2 * 3600;
const attempts = 5;

const nothing: Totals = {
  total: 0,
  ratingSum: 0,
  positive: 0,
  neutral: 0,
  negative: 0,
  rating1: 0,
  rating2: 0,
  rating3: 0,
  rating4: 0,
  rating5: 0,
};
const counters = Object.keys(nothing) as (keyof typeof nothing & string)[];

/**
 * Makes the totals agree with the reviews. Days whose erased reviews nobody remembers stay as they are;
 * newer ones are counted again; the overall total is the sum of the days. Writes only what nobody has counted
 * meanwhile, so it may run beside the stream function.
 */
export async function recount(
  client: DynamoDBDocumentClient,
  args: RecountArgs,
): Promise<Recounted> {
  for (let attempt = 1; ; attempt++) {
    const { writes, ...found } = await compare(client, args);
    if (await writeAll(client, writes)) return found;
    if (attempt === attempts) {
      throw new Error("New reviews keep arriving during the count; try again at a quieter time.");
    }
  }
}

async function compare(client: DynamoDBDocumentClient, args: RecountArgs) {
  // Totals first: a review that is counted after this read makes the conditional write fail.
  const stored = await readAll<Stored & Partial<Counted>>(client, args.analyticsTable);
  const items = await readAll<Feedback>(client, args.feedbackTable);
  const reviews = items.filter((item) => !isReviewerAddress(item));
  const sums = new Map(
    stored
      .filter((item) => item.aggregateId.startsWith("day#"))
      .map((item) => [item.aggregateId, item]),
  );
  const counted = new Map<string, Counted>();
  for (const item of stored) {
    if (item.feedbackId) counted.set(item.feedbackId, item as unknown as Counted);
  }
  let awaited = 0;
  const recent = unixSeconds(args.now) - awaitedSeconds;
  for (const review of reviews) {
    if (counted.has(review.feedbackId)) continue;
    if (unixSeconds(review.createdAt) > recent) awaited += 1;
    else
      counted.set(review.feedbackId, {
        ...review,
        day: dateIn(business.timeZone, review.createdAt),
      });
  }
  const firstWholeDay = addDays(dateIn(business.timeZone, args.now), 1 - recountedDays);
  const right = new Map<string, Totals>();
  for (const [key, sum] of sums) if (key < dayKey(firstWholeDay)) right.set(key, sum);
  for (const [key, sum] of addUp(counted.values())) if (!right.has(key)) right.set(key, sum);
  for (const key of sums.keys()) if (!right.has(key)) right.set(key, nothing);

  const whole = [...right.values()].reduce(plus, nothing);
  const asStored = new Map<string, Totals>(stored.map((item) => [item.aggregateId, item]));
  const wrong = [...right, [globalKey, whole] as const].filter(
    ([key, sum]) => !same(sum, asStored.get(key)),
  );
  return {
    writes: wrong.map(([key, sum]) => put(args, key, sum, asStored.get(key))),
    corrected: wrong
      .flatMap(([key]) => (key === globalKey ? [] : [key.slice("day#".length)]))
      .sort(),
    awaited,
    total: whole.total,
  };
}

function addUp(reviews: Iterable<Counted>): Map<string, Totals> {
  const sums = new Map<string, Totals>();
  for (const { day, rating, sentiment } of reviews) {
    const one = { ...nothing, total: 1, ratingSum: rating, [sentiment]: 1, [`rating${rating}`]: 1 };
    sums.set(dayKey(day), plus(sums.get(dayKey(day)) ?? nothing, one));
  }
  return sums;
}

/** A counter that nothing was ever added to is absent in the table. */
const counter = (sum: Totals | undefined, name: string) =>
  Number((sum as unknown as Record<string, unknown> | undefined)?.[name] ?? 0);

function plus(one: Totals, other: Totals): Totals {
  const sum = counters.map((name) => [name, counter(one, name) + counter(other, name)]);
  return Object.fromEntries(sum) as unknown as Totals;
}

function same(one: Totals, other: Totals | undefined): boolean {
  return counters.every((name) => counter(one, name) === counter(other, name));
}

function put({ analyticsTable, now }: RecountArgs, key: string, sum: Totals, was?: Totals) {
  return {
    Put: {
      TableName: analyticsTable,
      Item: { aggregateId: key, ...plus(sum, nothing), lastUpdated: now },
      ...(was
        ? {
            ConditionExpression: "#total = :was",
            ExpressionAttributeNames: { "#total": "total" },
            ExpressionAttributeValues: { ":was": was.total },
          }
        : { ConditionExpression: "attribute_not_exists(aggregateId)" }),
    },
  };
}

/** In transactions of 100 writes, the most that DynamoDB takes; false if a total changed meanwhile. */
async function writeAll(client: DynamoDBDocumentClient, writes: Writes): Promise<boolean> {
  for (let index = 0; index < writes.length; index += 100) {
    if (!(await transact(client, writes.slice(index, index + 100))).ok) return false;
  }
  return true;
}

async function readAll<Item>(client: DynamoDBDocumentClient, TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  const input = { TableName, ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client }, input)) {
    items.push(...(Items as Item[]));
  }
  return items;
}
