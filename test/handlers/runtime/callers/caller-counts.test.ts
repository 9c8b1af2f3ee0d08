import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { callerCounts, tenMinutesOf } from "../../../../handlers/runtime/callers/caller-counts";
import { describeCallerCounts } from "../../../support/stores/caller-counts-contract";
import { openTestTables, type TestTables } from "../../../support/tables";

describe("the counts of callers on a real DynamoDB engine", function () {
  this.timeout(120_000);
  let tables: TestTables;
  const write = {
    as: "bookings",
    address: "198.51.100.7",
    date: "2026-11-21",
    now: "2026-11-21T08:00:00Z",
  } as const;
  const wide = { perTenMinutes: 1_000_000, perDay: 1_000_000 };
  const items = async () => {
    const page = await tables.documents.send(
      new ScanCommand({ TableName: process.env.VISITS_TABLE }),
    );
    return page.Items ?? [];
  };

  before(async () => {
    tables = await openTestTables();
    process.env.VISITS_TABLE = tables.names["data-visits"];
  });
  after(async () => {
    delete process.env.VISITS_TABLE;
    await tables.close();
  });
  beforeEach(() => tables.empty("data-visits"));

  describeCallerCounts(async () => callerCounts(tables.documents));

  it("agree on one salt a day, store no address, and are deleted after two days", async () => {
    const containers = Array.from({ length: 10 }, () => callerCounts(tables.documents));
    await Promise.all(containers.map((one) => one.count(write, wide)));
    const found = await items();
    expect(found.map(({ counter_id }) => String(counter_id).replace(/[0-9a-f]{64}$/, "…"))) //
      .to.have.members(["callers#2026-11-21", "writes#2026-11-21#bookings#…"]);
    for (const { expiresAt } of found) {
      expect(expiresAt).to.equal(Date.parse("2026-11-23T08:00:00Z") / 1000);
    }
    expect(found.find(({ day }) => day)?.day).to.equal(10);
    expect(JSON.stringify(found)).not.to.contain("198.51");
  });

  it("are one write each once the day's salt is known, which the first one fetches", async () => {
    let sent = 0;
    const counted = {
      send: (...args: Parameters<DynamoDBDocumentClient["send"]>) => {
        sent++;
        return tables.documents.send(...args);
      },
    } as unknown as DynamoDBDocumentClient;
    const counts = callerCounts(counted);
    await counts.count(write, wide);
    expect(sent).to.equal(2);
    await counts.count(write, wide);
    await counts.count({ ...write, address: "198.51.100.8" }, wide);
    expect(sent).to.equal(4);
    await counts.count({ ...write, date: "2026-11-22" }, wide);
    expect(sent).to.equal(6);
  });

  it("keep a whole day of one caller within the one write unit that a count costs", async () => {
    const counts = callerCounts(tables.documents);
    for (let minute = 0; minute < 1440; minute += 10) {
      const now = new Date(Date.parse(write.now) + minute * 60_000).toISOString();
      await counts.count({ ...write, now }, wide);
    }
    const item = (await items()).find(({ day }) => day) ?? {};
    expect(item.day).to.equal(144);
    // A name with its text or number, as DynamoDB counts: 3 bytes each, at the most a count of four digits.
    const bytes = Object.entries(item).reduce(
      (sum, [name, value]) => sum + name.length + (typeof value === "string" ? value.length : 3),
      0,
    );
    expect(bytes).to.be.lessThan(1_024);
  });

  it("name ten minutes in three characters that come round only after days", () => {
    const names = Array.from({ length: 1296 }, (_, number) =>
      tenMinutesOf(new Date(number * 600_000).toISOString()),
    );
    expect(new Set(names)).to.have.lengthOf(1296);
    for (const name of names) expect(name).to.match(/^w[0-9a-z]{1,2}$/);
  });

  it("give up when they are told to, instead of holding a write back", async () => {
    const over = AbortSignal.abort();
    const failed = await callerCounts(tables.documents)
      .count(write, wide, over)
      .catch((error) => error);
    expect(failed).to.be.instanceOf(Error);
  });
});
