import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { type TableName, tables } from "../../contract/operations/operation";
import { exportTables, openArchive } from "../../scripts/backup/archive";
import { importTables } from "../../scripts/backup/import";
import { localClient } from "../../scripts/backup/local-place";
import { describeTable, type Table } from "../../scripts/backup/table";
import { tableName } from "../../scripts/stack-outputs";
import {
  call,
  noThrottle,
  openDay,
  openTestStage,
  ownLink,
  type TestStage,
  visitorRequest,
} from "../support/stage";
import { emptied } from "../support/tables";
import { until } from "../support/waiting";

const noProgress = () => {};

describe("the drill: export, wipe, import, compare", function () {
  this.timeout(90_000);
  let site: TestStage;
  let client: DynamoDBClient;
  let all: Table[];
  const folder = mkdtempSync(join(tmpdir(), "shopfront-drill-"));
  const path = (name: string) => join(folder, name);
  let kept: { bookingId: string; headers: Record<string, string> };
  let moved: typeof kept;

  const book = (changes: Record<string, unknown> = {}) =>
    site.api("POST", "/booking", { body: visitorRequest(changes) });
  const review = (rating: number) =>
    site.api("POST", "/feedback", {
      body: { name: "Awa", email: "awa@example.com", rating, message: "I love my braids!" },
    });
  const asAdmin = async (method: string, path: string, body?: unknown) =>
    site.api(method, path, { headers: await site.adminHeaders(), ...(body ? { body } : {}) });
  /** Past the edge, which keeps an answer for a minute. */
  const totals = async () => (await call(`${site.stage.apiUrl}/analytics`, "GET")).json;
  const mails = async () => (await site.stage.mails()).length;
  const sent = async (count: number) => {
    await until(async () => (await mails()) >= count);
    await until(async () =>
      (await site.bookings()).every(({ mail }) =>
        Object.values(mail).every(({ status }) => status !== "sending"),
      ),
    );
  };
  /** The files of an export, but for the moment at which it was made. */
  const files = (name: string) =>
    Object.fromEntries(
      readdirSync(path(name)).map((file) => {
        const bytes = readFileSync(join(path(name), file));
        return [file, file === "manifest.json" ? withoutTime(bytes) : bytes.toString("base64")];
      }),
    );
  const exported = async (name: string) => {
    await exportTables(client, all, path(name), noProgress);
    return files(name);
  };
  const imported = async (name: string, replace = false) => {
    const archive = await openArchive(path(name), noProgress);
    return importTables(client, all, archive, { replace, progress: noProgress });
  };

  before(async () => {
    site = await openTestStage(noThrottle);
    client = localClient(site.stage.dynamoDbUrl);
    const { exports } = site.stage.graph;
    all = await Promise.all(
      tables.map((noun: TableName) => describeTable(client, noun, tableName(exports, noun))),
    );
    kept = ownLink((await book()).json.manageUrl);
    moved = ownLink((await book({ time: "15:00" })).json.manageUrl);
    await sent(2);
    const { bookingId, headers } = moved;
    const body = { date: openDay(1), time: "09:00" };
    // As an older release has stored it: a line separator ends a line for some readers of JSON Lines.
    await site.put("data-products", {
      product_id: "00000000-0000-4000-8000-000000000007",
      category: "hair-care",
      name: { en: "Comb", fr: "Peigne \u2028 large" },
      created_at: "2026-11-01T08:00:00Z",
    });
    const done = [await site.api("POST", `/booking/${bookingId}/reschedule`, { body, headers })];
    done.push(await asAdmin("POST", "/users", { name: "Awa Ngo", email: "awa@example.com" }));
    const product = {
      name: { en: "Oil", fr: "Huile d'argan" },
      category: "hair-care",
      price: 3500,
      stock: 3,
      active: true,
    };
    done.push(await asAdmin("POST", "/products", product), await review(5), await review(4));
    done.push(await site.api("POST", "/count", { headers: { "User-Agent": "Drill/1" } }));
    expect(done.map(({ status }) => status)).to.deep.equal([200, 201, 201, 201, 201, 200]);
    await sent(3);
    await until(async () => (await totals()).totalFeedback === 2);
    // What the desk decided of a third one, too, which counts no more.
    const { feedbackId } = (await review(1)).json;
    const path = `/admin/feedback/${feedbackId}`;
    await asAdmin("PUT", `${path}/answer`, { version: 1, answer: "Sorry!" });
    await asAdmin("POST", `${path}/hide`, { version: 2 });
    const seen = async () =>
      (await site.scan("data-analytics")).filter((item) => item.feedbackId === feedbackId);
    await until(async () => (await seen()).length === 2);
    expect(await totals()).to.include({ totalFeedback: 2 });
  });
  after(async () => {
    client?.destroy();
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("gives every table back byte for byte", async () => {
    const before = await exported("first");
    const { tables: entries } = JSON.parse(before["manifest.json"] as string);
    for (const { table, items } of entries) expect(items, table).to.be.above(0);
    await Promise.all(all.map((table) => emptied(client, table)));
    for (const table of tables) {
      const left = await site.scan<{ documentId?: string }>(`data-${table}`);
      // Whoever publishes may have looked meanwhile, and found no document.
      expect(
        left.filter(({ documentId }) => documentId !== "pages"),
        table,
      ).to.be.empty;
    }
    await imported("first");
    expect(await exported("second")).to.deep.equal(before);
    expect(readFileSync(join(path("first"), "business.jsonl"), "utf8"))
      .to.include("current")
      .and.not.include('"pages"');
  });

  it("mails nobody and counts nothing again, though the streams saw all of it", async () => {
    const [mailsBefore, totalsBefore] = [await mails(), await totals()];
    expect(mailsBefore).to.equal(3);
    expect(totalsBefore).to.deep.include({ totalFeedback: 2, averageRating: 4.5 });
    // A stream is read in order: who is told of these has passed by the import.
    const newest = ownLink((await book({ date: openDay(2) })).json.manageUrl);
    await review(3);
    await until(async () =>
      (await site.bookings()).some(
        ({ bookingId, mail: { "confirmation-0": told } }) =>
          bookingId === newest.bookingId && told && told.status !== "sending",
      ),
    );
    await until(async () => (await totals()).totalFeedback > 2);
    expect(await mails()).to.equal(4);
    expect(await totals()).to.deep.include({ totalFeedback: 3, averageRating: 4 });
    const told = (await site.bookings()).map(({ bookingId, mail }) => [
      bookingId,
      Object.keys(mail).sort(),
    ]);
    expect(told).to.have.deep.members([
      [kept.bookingId, ["confirmation-0"]],
      [moved.bookingId, ["change-1", "confirmation-0"]],
      [newest.bookingId, ["confirmation-0"]],
    ]);
  });

  it("still refuses a visit that overlaps, knows the customer's link, and keeps e-mails unique", async () => {
    expect((await book({ time: "10:30", service: "box-braids" })).status).to.equal(409);
    expect((await book({ date: openDay(1), time: "09:00" })).status).to.equal(409);
    const { bookingId, headers } = kept;
    const own = await site.api("GET", `/booking/${bookingId}`, { headers });
    expect([own.status, own.json.changeable]).to.deep.equal([200, true]);
    const twin = { name: "Another", email: "awa@example.com" };
    expect((await asAdmin("POST", "/users", twin)).status).to.equal(409);
    const cancelled = await site.api("POST", `/booking/${bookingId}/cancel`, { headers });
    expect(cancelled.status).to.be.below(300);
    await sent(5);
    expect((await book({ time: "10:30" })).status).to.equal(201);
    await sent(6);
  });

  it("adds to no table that has something else, and replaces it when told to", async () => {
    const live = await exported("later");
    let message = "";
    await imported("first").catch((error: Error) => {
      message = error.message;
    });
    expect(message).to.match(
      /^Some tables have items .*bookings \(2 extra, 1 different\).*--replace/,
    );
    expect(await exported("unchanged")).to.deep.equal(live);
    await imported("first", true);
    expect(await exported("replaced")).to.deep.equal(files("first"));
    await imported("first");
  });

  it("runs as a command on the running stage", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--require",
      "tsx/cjs",
      "scripts/export.ts",
      path("by-command"),
      "--local",
      "--data-dir",
      site.stage.dataFolder,
    ]);
    expect(stdout).to.match(/^Exported \d+ items to .*: bookings 2, slots \d+, /);
    expect(files("by-command")).to.deep.equal(files("first"));
    // By now the streams have seen the replacement, which brought a cancelled booking back.
    expect(await mails()).to.equal(6);
    expect((await totals()).totalFeedback).to.equal(2);
  });
});

function withoutTime(bytes: Buffer): string {
  const { exportedAt, ...manifest } = JSON.parse(bytes.toString("utf8"));
  expect(exportedAt).to.match(/^\d{4}-\d\d-\d\dT/);
  return JSON.stringify(manifest);
}
