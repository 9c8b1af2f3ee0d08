import { spawnSync } from "node:child_process";
import {
  CreateTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DescribeTableCommandOutput,
  type DynamoDBClient,
  PutItemCommand,
  ResourceInUseException,
  RestoreTableToPointInTimeCommand,
  TableAlreadyExistsException,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import type { TableName } from "../../contract/operations/operation";
import { backupMark } from "../../handlers/runtime/stream";
import { lineOf } from "../../scripts/backup/item";
import { ledgerFaults } from "../../scripts/backup/ledger-check";
import { localClient } from "../../scripts/backup/local-place";
import { type Restored, restoreTables } from "../../scripts/backup/point-in-time";
import { swapIn } from "../../scripts/backup/swap";
import { describeTable, itemsOf, type Table } from "../../scripts/backup/table";
import { aBooking, monday } from "../support/bookings";
import { emptied, openTestTables, type TestTables } from "../support/tables";

const at = new Date("2026-11-20T10:00:00.700Z");
const suffix = "restored-20261120T100000Z";
type Items = Record<string, unknown>[];

/**
 * AWS's control plane where the engine has none: it knows how far a table reaches back, and restores by
 * making a table with what the test says was in it. Everything else goes to the engine.
 */
function controlPlane(client: DynamoDBClient, past: Readonly<Record<string, Items>>) {
  const looks = new Map<string, number>();
  // biome-ignore lint/suspicious/noExplicitAny: commands of every type pass through
  const send = async (command: any): Promise<unknown> => {
    if (command instanceof DescribeContinuousBackupsCommand) {
      const window = {
        EarliestRestorableDateTime: new Date("2026-11-01T00:00:00Z"),
        LatestRestorableDateTime: new Date("2026-11-21T08:00:00Z"),
      };
      return { ContinuousBackupsDescription: { PointInTimeRecoveryDescription: window } };
    }
    if (command instanceof RestoreTableToPointInTimeCommand) {
      const { SourceTableName = "", TargetTableName = "", RestoreDateTime } = command.input;
      expect(RestoreDateTime?.toISOString()).to.equal("2026-11-20T10:00:00.000Z");
      const { Table: source } = await client.send(
        new DescribeTableCommand({ TableName: SourceTableName }),
      );
      const [key] = source?.KeySchema ?? [];
      const created = client.send(
        new CreateTableCommand({
          TableName: TargetTableName,
          KeySchema: key && [key],
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: key?.AttributeName, AttributeType: "S" }],
        }),
      );
      await created.catch((error: unknown) => {
        if (!(error instanceof ResourceInUseException)) throw error;
        throw new TableAlreadyExistsException({ message: error.message, $metadata: {} });
      });
      for (const item of past[SourceTableName] ?? []) {
        await put(client, TargetTableName, item);
      }
      return {};
    }
    const reply = (await client.send(command)) as DescribeTableCommandOutput;
    const name = command.input.TableName ?? "";
    if (!(command instanceof DescribeTableCommand) || !name.includes("-restored-")) return reply;
    looks.set(name, (looks.get(name) ?? 0) + 1);
    const RestoreInProgress = (looks.get(name) ?? 0) < 3;
    return { Table: { ...reply.Table, RestoreSummary: { RestoreInProgress } } };
  };
  return { send } as unknown as DynamoDBClient;
}

const put = (client: DynamoDBClient, TableName: string, item: Record<string, unknown>) =>
  client.send(new PutItemCommand({ TableName, Item: marshall(item) }));

describe("the restore to a point in time", function () {
  this.timeout(60_000);
  let engine: TestTables;
  let client: DynamoDBClient;
  let said: string[];
  const say = (line: string) => said.push(line);
  const table = (noun: TableName) =>
    describeTable(client, noun, engine.names[`data-${noun}`] as string);
  const lines = async (of: Pick<Table, "name" | "noun">) => {
    const found: string[] = [];
    for await (const item of itemsOf(client, of)) found.push(lineOf(item));
    return found.sort();
  };
  const as = (items: Items) => items.map((item) => lineOf(marshall(item))).sort();
  const swap = (restored: Restored[], answer = true) =>
    swapIn(client, restored, { say, confirm: async () => answer, progress: () => {} });

  before(async () => {
    engine = await openTestTables();
    client = localClient(engine.engine.url);
  });
  beforeEach(() => {
    said = [];
  });
  after(async () => {
    client?.destroy();
    await engine?.close();
  });

  it("brings back what was deleted, changes back, and deletes what came after, in the live table", async () => {
    const products = await table("products");
    const past = [
      { product_id: "a", price: 1 },
      { product_id: "b", price: 2, tags: new Set(["y", "x"]) },
      { product_id: "c", price: 3, photo: new Uint8Array([1, 2]) },
    ];
    await put(client, products.name, past[0] as Record<string, unknown>);
    await put(client, products.name, { product_id: "b", price: 99 });
    await put(client, products.name, { product_id: "d", price: 4 });
    const options = { at, say, lookEveryMs: 1 };
    const plane = controlPlane(client, { [products.name]: past });
    const [restored] = (await restoreTables(plane, [products], options)) as [Restored];
    expect(restored.copy.name).to.equal(`${products.name}-${suffix}`);
    expect(said.filter((line) => / \d+ s$/.test(line))).to.have.length(2);

    const live = await lines(products);
    expect(await swap([restored], false)).to.equal(false);
    expect(await lines(products)).to.deep.equal(live);
    expect(await swap([restored])).to.equal(true);
    expect(await lines(products)).to.deep.equal(as(past));
    expect(said.at(-1)).to.equal(
      "products: 1 unchanged, 1 to restore, 1 to revert, 1 newer to delete",
    );

    let message = "";
    await restoreTables(plane, [products], options).catch((error: Error) => {
      message = error.message;
    });
    expect(message).to.match(/already exists; use it with --from products=.*-restored-/);
  });

  it("restores tables that belong together to one second, and finishes what was stopped", async () => {
    const [bookings, slots] = [await table("bookings"), await table("slots")];
    const booking = { ...aBooking() };
    const day = { staffDay: `petra#${monday}` };
    const taken = Object.fromEntries(
      booking.buckets.map((bucket) => [`b${bucket}`, booking.bookingId]),
    );
    const past = { [bookings.name]: [booking], [slots.name]: [{ ...day, ...taken }] };
    // As an import leaves it that was killed between its two writes.
    await put(client, bookings.name, { ...booking, [backupMark]: "stopped" });
    await put(client, slots.name, { ...day, b60: "gone" });
    const faults = () => ledgerFaults(client, { bookings, slots }, monday);
    expect(await faults()).to.deep.equal([
      `booking ${booking.bookingId} on ${monday} with petra does not hold all of its time`,
      `time on ${monday} with petra is held by gone, which is neither an open booking nor a block`,
    ]);
    const restored = await restoreTables(controlPlane(client, past), [bookings, slots], {
      at,
      say,
      lookEveryMs: 1,
    });
    expect(await swap(restored)).to.equal(true);
    for await (const item of itemsOf(client, bookings)) expect(item).not.to.have.key(backupMark);
    expect(await lines(bookings)).to.deep.equal(as([booking]));
    expect(await lines(slots)).to.deep.equal(as(past[slots.name] as Items));
    expect(await faults()).to.deep.equal([]);
    await Promise.all([emptied(client, bookings), emptied(client, slots)]);
  });

  it("says where somebody wrote meanwhile instead of calling it done", async () => {
    const [users, visits] = [await table("users"), await table("visits")];
    const past = { [users.name]: [{ userId: "u" }], [visits.name]: [{ counter_id: "total-0" }] };
    const restored = await restoreTables(controlPlane(client, past), [users, visits], {
      at,
      say,
      lookEveryMs: 1,
    });
    const confirm = async () => {
      await put(client, users.name, { userId: "new" });
      return true;
    };
    let message = "";
    await swapIn(client, restored, { say, confirm, progress: () => {} }).catch((error: Error) => {
      message = error.message;
    });
    expect(message).to.match(/^Somebody wrote to users meanwhile: 1 items differ again/);
    expect(message).to.include('{"userId":{"S":"new"}}');
    expect(await lines(users)).to.deep.equal(as([{ userId: "new" }, { userId: "u" }]));
  });

  it("refuses a moment that the tables do not reach, before it makes anything", async () => {
    const feedback = await table("feedback");
    let message = "";
    await restoreTables(controlPlane(client, {}), [feedback], {
      at: new Date("2026-10-01T00:00:00Z"),
      say,
    }).catch((error: Error) => {
      message = error.message;
    });
    expect(message).to.equal(
      "2026-10-01T00:00:00Z is out of range: the tables can be restored to any second from 2026-11-01T00:00:00Z to 2026-11-21T08:00:00Z.",
    );
  });

  it("tells one sentence for each mistake on the command line", () => {
    const mistakes: [args: string[], sentence: string][] = [
      [["--table", "bookings"], "Give the stack: --stack prod."],
      [["--stack", "x", "--table", "bookings"], "bookings and slots belong together"],
      [["--stack", "x", "--table", "orders"], 'Unknown table "orders"; the tables are bookings'],
      [
        ["--stack", "x", "--table", "users", "--at", "noon"],
        '--at must be a time such as 2026-11-20T10:00:00Z, not "noon"',
      ],
    ];
    for (const [args, sentence] of mistakes) {
      const command = ["--require", "tsx/cjs", "scripts/restore.ts", ...args];
      const run = spawnSync(process.execPath, command, { encoding: "utf8" });
      expect(run.status, sentence).to.equal(1);
      expect(run.stderr).to.include(sentence);
      expect(run.stderr).not.to.match(/^ {4}at /m);
    }
  });
});
