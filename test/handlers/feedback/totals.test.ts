import { randomUUID } from "node:crypto";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
} from "@aws-sdk/lib-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { expect } from "chai";
import { unixSeconds } from "../../../contract/rules/calendar";
import { aggregateFeedback } from "../../../handlers/feedback/aggregate-feedback";
import { type Feedback, reviewerAddress } from "../../../handlers/feedback/feedback";
import { type FeedbackStore, feedbackStore } from "../../../handlers/feedback/store";
import { type Totals, totalsStore } from "../../../handlers/feedback/totals";
import { recount as rebuild } from "../../../scripts/recount";
import { aBooking, now } from "../../support/bookings";
import { streamEvent } from "../../support/events";
import { aReview } from "../../support/feedback";
import { business } from "../../support/fixture-business";
import { describeFeedbackStore } from "../../support/stores/feedback-store-contract";
import { openTestTables, type TestTables } from "../../support/tables";

describe("reviews and their totals on a real DynamoDB engine", function () {
  this.timeout(120_000);
  let tables: TestTables;
  let store: FeedbackStore;
  const logError = console.error;

  before(async () => {
    // Every death is logged, and there are hundreds.
    console.error = () => {};
    tables = await openTestTables();
    process.env.FEEDBACK_TABLE = tables.names["data-feedback"];
    process.env.ANALYTICS_TABLE = tables.names["data-analytics"];
    process.env.BOOKINGS_TABLE = tables.names["data-bookings"];
    store = feedbackStore(tables.documents);
  });
  afterEach(() => tables.empty("data-feedback", "data-analytics"));
  after(async () => {
    console.error = logError;
    delete process.env.FEEDBACK_TABLE;
    delete process.env.ANALYTICS_TABLE;
    delete process.env.BOOKINGS_TABLE;
    await tables?.close();
  });

  async function all<Item>(table: string): Promise<Item[]> {
    const items: Item[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await tables.documents.send(
        new ScanCommand({ TableName: tables.names[table], ExclusiveStartKey }),
      );
      items.push(...((page.Items ?? []) as Item[]));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return items;
  }
  const aggregates = async () => {
    const items = await all<Totals & { aggregateId: string }>("data-analytics");
    return new Map(items.map((item) => [item.aggregateId, item]));
  };
  const insertions = (reviews: readonly Feedback[], from = 0): DynamoDBStreamEvent => ({
    Records: streamEvent(...reviews.map((after) => ({ after }))).Records.map((record, index) => ({
      ...record,
      eventID: `insert-${from + index}`,
    })),
  });
  const recount = (reviews: readonly Feedback[]) => ({
    total: reviews.length,
    ratingSum: reviews.reduce((sum, { rating }) => sum + rating, 0),
    ...Object.fromEntries(
      ["positive", "neutral", "negative"].map((one) => [
        one,
        reviews.filter(({ sentiment }) => sentiment === one).length,
      ]),
    ),
    ...Object.fromEntries(
      [1, 2, 3, 4, 5].map((stars) => [
        `rating${stars}`,
        reviews.filter(({ rating }) => rating === stars).length,
      ]),
    ),
  });
  /** A thousand reviews over two business days, of every rating and sentiment. */
  const thousand = Array.from({ length: 1000 }, (_, index) =>
    aReview({
      rating: (index % 5) + 1,
      sentiment: (["positive", "neutral", "negative", "positive"] as const)[index % 4],
      createdAt: index < 600 ? "2026-11-20T10:00:00Z" : "2026-11-20T23:30:00Z",
    }),
  );

  it("counts 1,000 reviews once though batches come twice and the aggregator is killed midway", async () => {
    for (let index = 0; index < thousand.length; index += 25) {
      await Promise.all(thousand.slice(index, index + 25).map((review) => store.add(review)));
    }
    const table = await all<Feedback>("data-feedback");
    expect(table).to.have.length(1000);
    const batches = Array.from({ length: 10 }, (_, index) =>
      insertions(thousand.slice(index * 100, index * 100 + 100), index * 100),
    );
    let killed = 0;
    let answeredAsFailed = 0;
    /** Delivers a batch to a function that dies after some transactions, half of them unanswered. */
    const deliver = async (batch: DynamoDBStreamEvent, survives: number) => {
      let sent = 0;
      const mortal = {
        send: async (command: never) => {
          sent += 1;
          if (sent === survives + 1 && survives % 2 === 1) await tables.documents.send(command);
          if (sent > survives) throw new Error("killed");
          return tables.documents.send(command);
        },
      } as unknown as DynamoDBDocumentClient;
      const reply = await aggregateFeedback(business, totalsStore(mortal), () => now)(batch);
      if (sent > survives) killed += 1;
      answeredAsFailed += reply.batchItemFailures.length;
    };
    // Two at a time, as the mapping's parallel batches do; each of them twice, both cut short.
    const deliveries = [...batches, ...batches].map((batch, index) => ({
      batch,
      survives: (index * 37) % 90,
    }));
    deliveries.sort((one, other) => one.survives - other.survives);
    for (let index = 0; index < deliveries.length; index += 2) {
      await Promise.all(
        deliveries.slice(index, index + 2).map(({ batch, survives }) => deliver(batch, survives)),
      );
    }
    expect(killed, "deaths").to.equal(20);
    expect(answeredAsFailed).to.be.above(100);
    const midway = (await aggregates()).get("global")?.total ?? 0;
    expect(midway).to.be.within(1, 999);

    // Every batch again, and each with its twin at the same time.
    for (const batch of batches) {
      await Promise.all([deliver(batch, Infinity), deliver(batch, Infinity)]);
    }
    for (const batch of batches) await deliver(batch, Infinity);

    const sums = await aggregates();
    expect(sums.get("global")).to.deep.equal({
      aggregateId: "global",
      lastUpdated: now,
      ...recount(table),
    });
    // Half past eleven at night in UTC is the next day in Douala.
    expect(sums.get("day#2026-11-20")).to.deep.include(recount(thousand.slice(0, 600)));
    expect(sums.get("day#2026-11-21")).to.deep.include(recount(thousand.slice(600)));
    expect([...sums.keys()].filter((key) => !key.startsWith("event#"))).to.have.length(3);
    const events = [...sums.values()].filter(({ aggregateId }) => aggregateId.startsWith("event#"));
    expect(events).to.have.length(1000);
    const fourteenDays = unixSeconds(now) + 14 * 24 * 3600;
    for (const event of events) {
      expect(event).to.have.property("expiresAt").that.is.at.least(fourteenDays);
      expect(event).not.to.have.any.keys("email", "name", "message");
    }
  });

  it("keeps the totals when a review is answered, expires or is erased", async () => {
    const aggregate = aggregateFeedback(business, totalsStore(tables.documents), () => now);
    const review = aReview();
    await aggregate(insertions([review]));
    const before = await aggregates();
    const changes = streamEvent(
      { before: review, after: { ...review, answer: { text: "Thank you!", answeredAt: now } } },
      { before: review },
      { before: { ...review, status: "removed" } },
    );
    expect(await aggregate(changes)).to.deep.equal({ batchItemFailures: [] });
    expect(await aggregates()).to.deep.equal(before);
    expect(before.get("global")).to.include({ total: 1, rating5: 1 });
  });

  it("follows 500 changes of what is public, though batches come twice, as a recount finds it", async () => {
    const aggregate = aggregateFeedback(business, totalsStore(tables.documents), () => now);
    // Always the same numbers, so that a failure can be repeated.
    let seed = 14;
    const below = (most: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * most);
    };
    const statuses = ["waiting", "published", "hidden"] as const;
    const reviews = thousand.slice(580, 620).map((review) => {
      const status = statuses[below(2)] ?? "waiting";
      // Those of the release before say nothing else of it.
      return { ...review, feedbackId: randomUUID(), status } as Feedback;
    });
    const changes: { before?: Feedback; after?: Feedback }[] = [];
    for (const review of reviews) {
      await store.add(review);
      changes.push({ after: review });
    }
    while (changes.length < reviews.length + 500) {
      const { feedbackId } = reviews[below(reviews.length)] as Feedback;
      const before = (await store.find(feedbackId)) as Feedback;
      const version = before.version ?? 1;
      if (before.status === "removed") continue;
      const kind = below(100);
      if (kind < 1) await store.remove(feedbackId, version, now);
      else if (kind < 20) await store.change(feedbackId, version, { answer: `${kind}` }, now);
      else {
        const status = kind < 60 ? "published" : "hidden";
        await store.change(feedbackId, version, { status }, now);
      }
      const after = (await store.find(feedbackId)) as Feedback;
      if (after.version !== before.version) changes.push({ before, after });
    }
    const batches: DynamoDBStreamEvent[] = [];
    for (let from = 0; from < changes.length; from += 60) {
      const { Records } = streamEvent(...changes.slice(from, from + 60));
      batches.push({
        Records: Records.map((record, index) => ({ ...record, eventID: `change-${from + index}` })),
      });
    }
    // Two at a time and each twice, once more in the wrong order.
    for (let index = 0; index < batches.length; index += 2) {
      const two = batches.slice(index, index + 2);
      await Promise.all([...two, ...two.reverse()].map(aggregate));
    }
    for (const batch of batches) await aggregate(batch);
    const table = await all<Feedback>("data-feedback");
    const shown = table.filter(({ status }) => status === "published");
    expect(shown.length).to.be.within(5, 35);
    expect(table.some(({ status }) => status === "removed")).to.equal(true);
    const sums = await aggregates();
    expect(sums.get("global")).to.deep.include(recount(shown));
    const names = {
      feedbackTable: tables.names["data-feedback"] as string,
      analyticsTable: tables.names["data-analytics"] as string,
    };
    expect(await rebuild(tables.documents, { ...names, now })).to.deep.equal({
      corrected: [],
      awaited: 0,
      total: shown.length,
    });
  });

  it("reports only the record that failed, so the stream brings it again", async () => {
    const broken = aReview();
    const failing = {
      global: async () => undefined,
      count: async (id: string) => {
        if (id === "insert-1") throw new Error("no table");
        return true;
      },
    };
    const reply = await aggregateFeedback(
      business,
      failing,
      () => now,
    )(insertions([aReview(), broken, aReview()]));
    expect(reply.batchItemFailures).to.deep.equal([{ itemIdentifier: "2" }]);
  });

  it("counts no address, and forgets none of the reviews with it", async () => {
    const review = aReview();
    const address = { email: "awa@example.com", expiresAt: unixSeconds(now) + 60 };
    await store.add(review, { address });
    const kept = reviewerAddress(review, address);
    const aggregate = aggregateFeedback(business, totalsStore(tables.documents), () => now);
    const events = streamEvent(
      { after: review },
      { after: kept as never },
      { before: kept as never },
    );
    expect(await aggregate(events)).to.deep.equal({ batchItemFailures: [] });
    expect((await aggregates()).get("global")).to.include({ total: 1 });
    // As TTL does it.
    await tables.documents.send(
      new DeleteCommand({
        TableName: tables.names["data-feedback"],
        Key: { feedbackId: kept.feedbackId },
      }),
    );
    expect((await store.newest(2, undefined, now)).feedback).to.deep.equal([review]);
    expect(await store.eraseBy("awa@example.com")).to.equal(0);
  });

  describeFeedbackStore(
    async () => store,
    async () => {
      const bookingId = randomUUID();
      const Item = aBooking({ bookingId });
      await tables.documents.send(
        new PutCommand({ TableName: tables.names["data-bookings"], Item }),
      );
      return bookingId;
    },
  );
});
