import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { tables as nouns, type TableName } from "../../contract/operations/operation";
import { backupMark } from "../../handlers/runtime/stream";
import { exportTables, openArchive } from "../../scripts/backup/archive";
import { importTables } from "../../scripts/backup/import";
import { type Item, itemOf, lasting, lineOf } from "../../scripts/backup/item";
import { localClient } from "../../scripts/backup/local-place";
import { describeTable, itemsOf, type Table } from "../../scripts/backup/table";
import { emptied, openTestTables, type TestTables } from "../support/tables";

/** One value of every type that DynamoDB has. */
const everyType: Item = {
  product_id: { S: "p \u2028 é 😀" },
  number: { N: "12345678901234567890123456789012345678" },
  yes: { BOOL: true },
  nothing: { NULL: true },
  bytes: { B: new Uint8Array([0, 10, 255]) },
  texts: { SS: ["b", "a"] },
  numbers: { NS: ["10", "9"] },
  blobs: { BS: [new Uint8Array([2]), new Uint8Array([1])] },
  list: { L: [{ M: { z: { S: "" }, a: { L: [] } } }] },
  empty: { M: {} },
};

describe("an export", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "shopfront-archive-"));
  const path = (name: string) => join(folder, name);
  const progress = () => {};
  let engine: TestTables;
  let client: DynamoDBClient;
  let all: Table[];
  const products = () => all.find(({ noun }) => noun === "products") as Table;
  const sentenceOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "",
      (error: Error) => error.message,
    );
  /** A copy of the export with one file changed. */
  const damaged = (name: string, file: string, change: (text: string) => string) => {
    cpSync(path("good"), path(name), { recursive: true });
    const target = join(path(name), file);
    writeFileSync(target, change(readFileSync(target, "utf8")));
    return sentenceOf(openArchive(path(name), progress));
  };

  before(async () => {
    engine = await openTestTables();
    client = localClient(engine.engine.url);
    all = await Promise.all(
      nouns.map((noun) => describeTable(client, noun, engine.names[`data-${noun}`] as string)),
    );
    const put = (Item: Item) =>
      client.send(new PutItemCommand({ TableName: products().name, Item }));
    await put(everyType);
    for (let index = 0; index < 60; index++) await put({ product_id: { S: `p${index}` } });
    await exportTables(client, all, path("good"), progress);
  });
  after(async () => {
    client?.destroy();
    await engine?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds a value of every type as it was, and sorts what has no order", () => {
    expect(lineOf(everyType)).to.equal(
      '{"blobs":{"BS":["AQ==","Ag=="]},"bytes":{"B":"AAr/"},"empty":{"M":{}},"list":{"L":[{"M":{"a":{"L":[]},"z":{"S":""}}}]},"nothing":{"NULL":true},"number":{"N":"12345678901234567890123456789012345678"},"numbers":{"NS":["10","9"]},"product_id":{"S":"p \u2028 é 😀"},"texts":{"SS":["a","b"]},"yes":{"BOOL":true}}',
    );
    expect(lineOf(itemOf(lineOf(everyType)))).to.equal(lineOf(everyType));
    const text = readFileSync(join(path("good"), "products.jsonl"), "utf8");
    expect(text).to.include(`${lineOf(everyType)}\n`);
    const keys = text.split("\n").map((line) => line && itemOf(line).product_id?.S);
    expect(keys.slice(0, 3)).to.deep.equal(["p \u2028 é 😀", "p0", "p1"]);
  });

  it("holds nothing of what a booking owed its customer at that moment", () => {
    const booking = { bookingId: { S: "a" }, toldSequence: { N: "0" } };
    const owed = { owing: { S: "messages" }, owedFrom: { S: "2026" }, owes: { S: "request" } };
    expect(lineOf({ ...booking, ...owed })).to.equal(lineOf(booking));
    expect(lasting({ ...booking, ...owed })).to.deep.equal(booking);
  });

  it("says in its manifest what it holds", () => {
    const manifest = JSON.parse(readFileSync(join(path("good"), "manifest.json"), "utf8"));
    expect(manifest.tables.map(({ table }: { table: string }) => table)).to.deep.equal([...nouns]);
    const file = readFileSync(join(path("good"), "products.jsonl"));
    expect(manifest.tables[2]).to.deep.equal({
      table: "products",
      key: [{ name: "product_id", type: "S" }],
      items: 61,
      sha256: createHash("sha256").update(file).digest("hex"),
    });
  });

  it("appears as a whole or not at all, and overwrites nothing", async () => {
    const gone = { ...products(), name: "no-such-table" };
    expect(await sentenceOf(exportTables(client, [gone], path("half"), progress))).not.to.equal("");
    expect(readdirSync(folder).filter((name) => name.startsWith("half"))).to.deep.equal([]);
    mkdirSync(path("mine"));
    expect(await sentenceOf(exportTables(client, all, path("mine"), progress))).to.match(
      /mine already exists; give a new folder\.$/,
    );
    expect(existsSync(path("mine.unfinished"))).to.equal(false);
  });

  it("that is damaged is refused with the file and the line, before anything is written", async () => {
    const [cut, changed, twice, lost, shorter] = await Promise.all([
      damaged("cut", "products.jsonl", (text) => text.slice(0, -5)),
      damaged("changed", "products.jsonl", (text) => text.replace("é", "e")),
      damaged("twice", "products.jsonl", (text) => `${text}${text.split("\n")[7]}\n`),
      damaged("keyless", "products.jsonl", (text) =>
        text.replace('product_id":{"S":"p3"', 'id":{"S":"p3"'),
      ),
      damaged("shorter", "products.jsonl", (text) => text.slice(text.indexOf("\n") + 1)),
    ]);
    expect(cut).to.equal("products.jsonl line 61 is not an item of the table products.");
    expect(changed).to.equal("products.jsonl has changed since the export: its SHA-256 differs.");
    expect(twice).to.match(/^products\.jsonl contains the item .* twice\.$/);
    expect(lost).to.match(/^products\.jsonl line \d+ is not an item of the table products\.$/);
    expect(shorter).to.equal("products.jsonl has 60 items, but manifest.json says 61.");
    cpSync(path("good"), path("missing"), { recursive: true });
    rmSync(join(path("missing"), "users.jsonl"));
    expect(await sentenceOf(openArchive(path("missing"), progress))).to.match(
      /^users\.jsonl is missing from /,
    );
    expect(
      await damaged("future", "manifest.json", (text) =>
        text.replace('"format": 1', '"format": 2'),
      ),
    ).to.equal("manifest.json has format 2; this program reads format 1.");
    expect(await sentenceOf(openArchive(folder, progress))).to.match(/is not an export/);
  });

  it("is not imported into a table with another key", async () => {
    const archive = await openArchive(path("good"), progress);
    const wrong = { ...products(), key: [{ name: "id", type: "S" as const }] };
    const options = { replace: false, progress };
    expect(await sentenceOf(importTables(client, [wrong], archive, options))).to.match(
      /has the key id \(S\), but the export of products has product_id \(S\)\.$/,
    );
  });

  it("is imported to the end by a second run when the first was stopped, and a third does nothing", async () => {
    const archive = await openArchive(path("good"), progress);
    const run = async () => {
      const done = await importTables(client, all, archive, { replace: false, progress });
      return done.get(products());
    };
    await emptied(client, products());
    const half = { product_id: { S: "p3" }, [backupMark]: { S: "stopped" } };
    await client.send(new PutItemCommand({ TableName: products().name, Item: half }));
    const whole = { TableName: products().name, Item: { product_id: { S: "p4" } } };
    await client.send(new PutItemCommand(whole));
    expect(await run()).to.deep.include({ same: 1, missing: 60, changed: 0, extra: [] });
    expect(await run()).to.deep.include({ same: 61, missing: 0, changed: 0, extra: [] });
    for await (const item of itemsOf(client, products())) expect(item).not.to.have.key(backupMark);
    await exportTables(client, all, path("again"), progress);
    const bytes = (name: string) => readFileSync(join(path(name), "products.jsonl"));
    expect(bytes("again").equals(bytes("good"))).to.equal(true);
  });

  it("leaves the record of the published pages where it is, and brings in no other", async () => {
    const business = all.find(({ noun }) => noun === "business") as Table;
    const put = (Item: Item) => client.send(new PutItemCommand({ TableName: business.name, Item }));
    const document = { documentId: { S: "current" }, version: { N: "3" } };
    const record = (of: string) => ({ documentId: { S: "pages" }, of: { S: of } });
    await put(document);
    await put(record("here"));
    await exportTables(client, all, path("document"), progress);
    const exported = await openArchive(path("document"), progress);
    const found: Item[] = [];
    for await (const item of exported.items("business")) found.push(item);
    expect(found).to.deep.equal([document]);
    // As a version that exported it has written it.
    const items = (noun: TableName) =>
      noun === "business"
        ? (async function* () {
            yield document;
            yield record("elsewhere");
          })()
        : exported.items(noun);
    const done = await importTables(
      client,
      all,
      { ...exported, items },
      { replace: true, progress },
    );
    expect(done.get(business)).to.deep.include({ same: 1, missing: 0, changed: 0, extra: [] });
    const { Item } = await client.send(
      new GetItemCommand({ TableName: business.name, Key: { documentId: { S: "pages" } } }),
    );
    expect(Item).to.deep.equal(record("here"));
  });
});
