import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { business } from "../../business";
import { dateIn } from "../../contract/rules/calendar";
import type { Feedback } from "../../handlers/feedback/feedback";
import { feedbackStore } from "../../handlers/feedback/store";
import { type TotalsStore, totalsStore } from "../../handlers/feedback/totals";
import { recount } from "../../scripts/recount";
import { now } from "../support/bookings";
import { aReview } from "../support/feedback";
import { openTestTables, type TestTables } from "../support/tables";

describe("the rebuild of the totals", function () {
  this.timeout(60_000);
  let tables: TestTables;
  let totals: TotalsStore;
  const names = () => ({
    feedbackTable: tables.names["data-feedback"] as string,
    analyticsTable: tables.names["data-analytics"] as string,
  });
  const rebuild = (at = now) => recount(tables.documents, { ...names(), now: at });
  const sums = async () => {
    const { Items = [] } = await tables.documents.send(
      new ScanCommand({ TableName: names().analyticsTable }),
    );
    const aggregates = Items.filter(({ aggregateId }) => !aggregateId.startsWith("event#"));
    return Object.fromEntries(aggregates.map((item) => [item.aggregateId, item.total]));
  };
  const spoil = (aggregateId: string, total: number) =>
    tables.documents.send(
      new PutCommand({
        TableName: names().analyticsTable,
        Item: { aggregateId, total, ratingSum: total * 5, positive: total, rating5: total },
      }),
    );
  /** Stores a review and lets it be counted, unless its event is lost. */
  const publish = async (createdAt: string, isCounted = true): Promise<Feedback> => {
    const review = aReview({ createdAt, rating: 5 });
    await feedbackStore(tables.documents).add(review);
    if (isCounted) {
      await totals.count(
        review.feedbackId,
        review,
        dateIn(business.timeZone, createdAt),
        createdAt,
      );
    }
    return review;
  };

  before(async () => {
    tables = await openTestTables();
    process.env.FEEDBACK_TABLE = names().feedbackTable;
    process.env.ANALYTICS_TABLE = names().analyticsTable;
    totals = totalsStore(tables.documents);
  });
  afterEach(() => tables.empty("data-feedback", "data-analytics"));
  after(async () => {
    delete process.env.FEEDBACK_TABLE;
    delete process.env.ANALYTICS_TABLE;
    await tables?.close();
  });

  it("writes nothing where the totals are right", async () => {
    await publish("2026-11-19T10:00:00Z");
    await publish("2026-11-20T10:00:00Z");
    expect(await rebuild()).to.deep.equal({ corrected: [], awaited: 0, total: 2 });
    expect(await totals.global()).to.include({ lastUpdated: "2026-11-20T10:00:00Z" });
  });

  it("counts what was lost, takes away what was counted too often, and may run again", async () => {
    await publish("2026-11-19T10:00:00Z");
    await publish("2026-11-20T10:00:00Z", false);
    await spoil("day#2026-11-19", 7);
    await spoil("day#2026-11-18", 2);
    const first = await rebuild();
    expect(first.corrected).to.deep.equal(["2026-11-18", "2026-11-19", "2026-11-20"]);
    const right = {
      "day#2026-11-18": 0,
      "day#2026-11-19": 1,
      "day#2026-11-20": 1,
      global: 2,
    };
    expect(await sums()).to.deep.equal(right);
    expect(await totals.global()).to.include({ total: 2, ratingSum: 10, positive: 2, rating5: 2 });
    expect(await rebuild()).to.deep.equal({ corrected: [], awaited: 0, total: 2 });
    expect(await sums()).to.deep.equal(right);
  });

  it("makes everything anew when the totals are gone", async () => {
    await publish("2026-11-19T10:00:00Z", false);
    await publish("2026-11-20T23:30:00Z", false);
    await rebuild();
    expect(await sums()).to.deep.equal({ "day#2026-11-19": 1, "day#2026-11-21": 1, global: 2 });
  });

  it("keeps the days of more than a month ago, and counts them in the whole", async () => {
    await publish("2026-11-20T10:00:00Z");
    await spoil("day#2026-09-01", 40);
    await spoil("day#2026-10-22", 2);
    await rebuild();
    expect(await sums()).to.deep.equal({
      "day#2026-09-01": 40,
      "day#2026-10-22": 2,
      "day#2026-11-20": 1,
      global: 43,
    });
  });

  it("keeps a review that was erased after it was counted", async () => {
    const review = await publish("2026-11-20T10:00:00Z");
    await tables.documents.send(
      new DeleteCommand({
        TableName: names().feedbackTable,
        Key: { feedbackId: review.feedbackId },
      }),
    );
    expect(await rebuild()).to.deep.equal({ corrected: [], awaited: 0, total: 1 });
    expect(await sums()).to.include({ global: 1 });
  });

  it("leaves a new review to the stream, so that it is counted once", async () => {
    const review = await publish("2026-11-21T07:30:00Z", false);
    expect(await rebuild()).to.deep.equal({ corrected: [], awaited: 1, total: 0 });
    await totals.count("event-1", review, "2026-11-21", now);
    expect(await rebuild()).to.deep.equal({ corrected: [], awaited: 0, total: 1 });
  });

  it("takes away what was hidden or removed while its events were lost, and remembers that", async () => {
    const store = feedbackStore(tables.documents);
    const counted = await publish("2026-11-20T10:00:00Z");
    const lost = await publish("2026-11-20T10:00:00Z", false);
    const removed = await publish("2026-11-19T10:00:00Z");
    await store.change(counted.feedbackId, 1, { status: "hidden" }, "2026-11-20T11:00:00Z");
    await store.remove(removed.feedbackId, 1, "2026-11-20T11:00:00Z");
    const found = await rebuild();
    expect(found).to.deep.equal({
      corrected: ["2026-11-19"],
      awaited: 0,
      total: 1,
    });
    expect(await sums()).to.deep.equal({ "day#2026-11-19": 0, "day#2026-11-20": 1, global: 1 });
    // What changes from here on starts from what was corrected.
    await store.change(lost.feedbackId, 1, { status: "hidden" }, "2026-11-21T07:30:00Z");
    expect(await rebuild()).to.deep.equal({ corrected: [], awaited: 1, total: 1 });
    await totals.count("hide-1", lost, "2026-11-20", now, -1);
    expect(await rebuild()).to.deep.equal({ corrected: [], awaited: 0, total: 0 });
  });

  it("leaves a new change to the stream, so that it moves the totals once", async () => {
    const review = await publish("2026-11-19T10:00:00Z");
    const store = feedbackStore(tables.documents);
    await store.change(review.feedbackId, 1, { status: "hidden" }, "2026-11-21T07:30:00Z");
    expect(await rebuild()).to.deep.equal({ corrected: [], awaited: 1, total: 1 });
    await totals.count("hide-1", review, "2026-11-19", now, -1);
    expect(await rebuild()).to.deep.equal({ corrected: [], awaited: 0, total: 0 });
    expect(await totals.global()).to.include({ ratingSum: 0, positive: 0, rating5: 0 });
  });

  it("corrects what the aggregator of the release before counted while it was back", async () => {
    // It adds whatever is new, and sees no change.
    const waiting = aReview({ createdAt: "2026-11-20T10:00:00Z", status: "waiting" });
    const approved = aReview({ createdAt: "2026-11-20T10:00:00Z", status: "waiting" });
    const store = feedbackStore(tables.documents);
    for (const review of [waiting, approved]) {
      await store.add(review);
      await totals.count(review.feedbackId, review, "2026-11-20", now);
    }
    await store.change(approved.feedbackId, 1, { status: "published" }, "2026-11-20T11:00:00Z");
    await totals.count("show-1", approved, "2026-11-20", now);
    expect(await sums()).to.include({ global: 3 });
    expect(await rebuild()).to.include({ total: 1 });
    expect(await sums()).to.include({ "day#2026-11-20": 1, global: 1 });
  });

  it("loses nothing when reviews are hidden and shown meanwhile", async () => {
    const store = feedbackStore(tables.documents);
    const reviews = await Promise.all(
      Array.from({ length: 10 }, () => publish("2026-11-20T10:00:00Z")),
    );
    await spoil("day#2026-11-18", 3);
    const turn = async ({ feedbackId, ...review }: Feedback, index: number) => {
      await store.change(feedbackId, 1, { status: "hidden" }, now);
      const counted = { feedbackId, ...review };
      await totals.count(`hide-${feedbackId}`, counted, "2026-11-20", now, -1);
      if (index % 2 === 0) return;
      await store.change(feedbackId, 2, { status: "published" }, now);
      await totals.count(`show-${feedbackId}`, counted, "2026-11-20", now);
    };
    await Promise.all([rebuild(), ...reviews.map(turn)]);
    await rebuild();
    expect(await sums()).to.include({ "day#2026-11-18": 0, "day#2026-11-20": 5, global: 5 });
  });

  it("loses nothing when reviews are counted meanwhile", async () => {
    const lost = await Promise.all(
      Array.from({ length: 5 }, () => publish("2026-11-20T10:00:00Z", false)),
    );
    await Promise.all([
      rebuild(),
      ...Array.from({ length: 20 }, () => publish("2026-11-21T07:59:00Z")),
    ]);
    await rebuild();
    expect(await sums()).to.include({ global: 20 + lost.length });
  });

  it("runs as a command, and says in one sentence what is missing", async () => {
    await spoil("global", 9);
    const today = new Date(Date.now() - 3 * 3600_000).toISOString();
    await publish(today, false);
    const { feedbackTable, analyticsTable } = names();
    const run = (...args: string[]) =>
      spawnSync(
        process.execPath,
        ["--require", "tsx/cjs", "scripts/rebuild-analytics.ts", ...args],
        {
          encoding: "utf8",
          env: {
            PATH: "",
            AWS_REGION: "local",
            DYNAMODB_ENDPOINT: tables.engine.url,
            AWS_ACCESS_KEY_ID: "test",
            AWS_SECRET_ACCESS_KEY: "test",
          },
        },
      );
    const done = run("--feedback-table", feedbackTable, "--analytics-table", analyticsTable);
    expect(done.status, done.stderr).to.equal(0);
    expect(done.stdout).to.equal(`1 review. Corrected days: ${dateIn(business.timeZone, today)}.
`);
    expect(await sums()).to.include({ global: 1 });
    const unknown = run();
    expect(unknown.status).to.equal(1);
    expect(unknown.stderr).to.include("give --stack, or --feedback-table and --analytics-table");
    expect(unknown.stderr).not.to.include("    at ");
  });

  it("takes the tables and their region from the stack", () => {
    const folder = mkdtempSync(join(tmpdir(), "shopfront-pulumi-"));
    const criticalTopic = "arn:aws:sns:ca-central-1:123456789012:alerts";
    const { feedbackTable: feedback, analyticsTable: analytics } = names();
    const outputs = JSON.stringify({ tables: { feedback, analytics }, criticalTopic });
    writeFileSync(join(folder, "pulumi"), `#!/bin/sh\necho '${outputs}'\n`, { mode: 0o755 });
    const done = spawnSync(
      process.execPath,
      ["--require", "tsx/cjs", "scripts/rebuild-analytics.ts", "--stack", "prod"],
      {
        encoding: "utf8",
        env: {
          PATH: folder,
          DYNAMODB_ENDPOINT: tables.engine.url,
          AWS_ACCESS_KEY_ID: "test",
          AWS_SECRET_ACCESS_KEY: "test",
        },
      },
    );
    rmSync(folder, { recursive: true });
    expect(done.status, done.stderr).to.equal(0);
    expect(done.stdout).to.include("reviews.");
  });
});
