import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { business } from "../business";
import { addDays, dateIn, unixSeconds } from "../contract/rules/calendar";
import { type Feedback, isPublic, isReviewerAddress } from "../handlers/feedback/feedback";
import {
  dayKey,
  eventKey,
  globalKey,
  memorySeconds,
  recountedDays,
  type Totals,
} from "../handlers/feedback/totals";
import { transact, type Writes } from "../handlers/runtime/transaction";
import { addUp, type Counted, counter, counters, nothing, plus, same } from "./review-sums";

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
  /** New reviews, and changes of others, that are still for the stream function to count. */
  readonly awaited: number;
  readonly total: number;
}

type Stored = Totals & { readonly aggregateId: string };
/** What is remembered of an event that was counted; those of the release before added a review. */
type Remembered = Omit<Counted, "times"> & { readonly change?: number };

/** The stream drops an event after an hour, so what is uncounted after two was lost. */
const awaitedSeconds = 2 * 3600;
const attempts = 5;

/**
 * Makes the totals agree with the reviews that are public, and with those that were until they were erased.
 * Days whose events nobody remembers stay as they are; newer ones are counted again; the overall total is the
 * sum of the days. Writes only what nobody has counted meanwhile, so it may run beside the stream function.
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
  // Totals first: what is counted after this read makes the conditional write fail.
  const totals = await readAll<Stored>(client, args.analyticsTable);
  const memory = await readAll<Partial<Remembered>>(client, args.analyticsTable);
  const items = await readAll<Feedback>(client, args.feedbackTable);
  const sums = new Map(
    totals
      .filter((item) => item.aggregateId.startsWith("day#"))
      .map((item) => [item.aggregateId, item]),
  );
  const firstWholeDay = addDays(dateIn(business.timeZone, args.now), 1 - recountedDays);
  const isKept = (day: string) => day < firstWholeDay && sums.has(dayKey(day));
  const counted = countedBefore(memory.filter((item): item is Remembered => "feedbackId" in item));

  let awaited = 0;
  const corrections: Writes = [];
  const recent = unixSeconds(args.now) - awaitedSeconds;
  for (const review of items.filter((item) => !isReviewerAddress(item))) {
    const day = dateIn(business.timeZone, review.createdAt);
    const times = isPublic(review) ? 1 : 0;
    const before = counted.get(review.feedbackId)?.times ?? 0;
    if (times === before || isKept(day)) continue;
    if (unixSeconds(review.changedAt ?? review.createdAt) > recent) {
      awaited += 1;
      continue;
    }
    counted.set(review.feedbackId, { ...review, day, times });
    if (day >= firstWholeDay) corrections.push(correction(args, review, day, times - before));
  }
  const right = new Map<string, Totals>();
  for (const [key, sum] of sums) if (key < dayKey(firstWholeDay)) right.set(key, sum);
  for (const [key, sum] of addUp(counted.values())) if (!right.has(key)) right.set(key, sum);
  for (const key of sums.keys()) if (!right.has(key)) right.set(key, nothing);

  const whole = [...right.values()].reduce(plus, nothing);
  const asStored = new Map<string, Totals>(totals.map((item) => [item.aggregateId, item]));
  const wrong = [...right, [globalKey, whole] as const].filter(
    ([key, sum]) => !same(sum, asStored.get(key)),
  );
  return {
    writes: [...wrong.map(([key, sum]) => put(args, key, sum, asStored.get(key))), ...corrections],
    corrected: wrong
      .flatMap(([key]) => (key === globalKey ? [] : [key.slice("day#".length)]))
      .sort(),
    awaited,
    total: whole.total,
  };
}

/** What the events that are remembered make of each review. */
function countedBefore(memory: readonly Remembered[]): Map<string, Counted> {
  const counted = new Map<string, Counted>();
  for (const { change = 1, ...review } of memory) {
    const times = (counted.get(review.feedbackId)?.times ?? 0) + change;
    counted.set(review.feedbackId, { ...review, times });
  }
  return counted;
}

/** Remembers what a recount corrected as if its event had come, so that the next one starts from there. */
function correction(
  { analyticsTable, now }: RecountArgs,
  { feedbackId, rating, sentiment, createdAt, changedAt = createdAt }: Feedback,
  day: string,
  change: number,
) {
  const Item = {
    aggregateId: eventKey(`recount#${feedbackId}#${changedAt}#${change}`),
    ...{ feedbackId, rating, sentiment, day, change },
    expiresAt: unixSeconds(now) + memorySeconds,
  };
  return { Put: { TableName: analyticsTable, Item } };
}

/** Every counter is as it was read: what was hidden and what was shown meanwhile may leave the number the same. */
function put({ analyticsTable, now }: RecountArgs, key: string, sum: Totals, was?: Totals) {
  const asRead = counters.map((name) =>
    counter(was, name) === 0
      ? `(attribute_not_exists(#${name}) OR #${name} = :${name})`
      : `#${name} = :${name}`,
  );
  return {
    Put: {
      TableName: analyticsTable,
      Item: { aggregateId: key, ...plus(sum, nothing), lastUpdated: now },
      ...(was
        ? {
            ConditionExpression: asRead.join(" AND "),
            ExpressionAttributeNames: Object.fromEntries(
              counters.map((name) => [`#${name}`, name]),
            ),
            ExpressionAttributeValues: Object.fromEntries(
              counters.map((name) => [`:${name}`, counter(was, name)]),
            ),
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
