import { type DynamoDBDocumentClient, GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { countVisit } from "../../../handlers/visits/operations/count-visit";
import { visitStore } from "../../../handlers/visits/store";
import { apiEvent, bodyOf } from "../../support/events";
import { business } from "../../support/fixture-business";
import { describeVisitStore } from "../../support/stores/visit-store-contract";
import { openTestTables, type TestTables } from "../../support/tables";

describe("the visit counter on a real DynamoDB engine", function () {
  this.timeout(300_000);
  const now = "2026-11-21T08:00:00Z";
  const date = "2026-11-21";
  let tables: TestTables;
  const store = (shards = 1) => visitStore(tables.documents, shards);
  const items = async () => {
    const found: Record<string, unknown>[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await tables.documents.send(
        new ScanCommand({ TableName: process.env.VISITS_TABLE, ExclusiveStartKey }),
      );
      found.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  };
  const shardsOf = async () =>
    (await items()).filter(({ counter_id }) => String(counter_id).startsWith("visits#"));

  before(async () => {
    tables = await openTestTables();
    process.env.VISITS_TABLE = tables.names["data-visits"];
  });
  after(async () => {
    delete process.env.VISITS_TABLE;
    await tables.close();
  });
  beforeEach(() => tables.empty("data-visits"));

  for (const shards of [1, 4]) {
    describe(`with ${shards} shard${shards === 1 ? "" : "s"}`, () => {
      describeVisitStore(async () => store(shards));
    });
  }

  it("spreads the count over its shards and sums them", async () => {
    const four = store(4);
    await inTurns(80, 20, (index) => four.count(date, `visitor-${index}`, now));
    expect(await four.total()).to.equal(80);
    const shards = await shardsOf();
    expect(shards.map(({ counter_id }) => counter_id)).to.have.members([
      "visits#0",
      "visits#1",
      "visits#2",
      "visits#3",
    ]);
    expect(shards.some(({ count }) => count === 80)).to.equal(false);
  });

  it("agrees on one salt a day, whoever is first, and has it deleted after two days", async () => {
    const salts = await Promise.all(Array.from({ length: 20 }, () => store().salt(date, now)));
    expect(new Set(salts)).to.have.lengthOf(1);
    const one = store();
    expect(await one.salt(date, now)).to.equal(salts[0]);
    expect(await one.salt("2026-11-22", now)).not.to.equal(salts[0]);
    expect(await one.salt(date, now)).to.equal(salts[0]);
    const stored = (await items()).find(({ counter_id }) => counter_id === `salt#${date}`);
    expect(stored).to.deep.equal({
      counter_id: `salt#${date}`,
      salt: salts[0],
      expiresAt: Date.parse("2026-11-23T08:00:00Z") / 1000,
    });
  });

  it("takes the first one's salt where it looked before that was written", async () => {
    const first = await store().salt(date, now);
    let looked = false;
    const tooEarly = {
      send: async (command: GetCommand) => {
        const isFirstLook = command instanceof GetCommand && !looked;
        looked = true;
        return isFirstLook ? {} : tables.documents.send(command);
      },
    } as unknown as DynamoDBDocumentClient;
    expect(await visitStore(tooEarly, 1).salt(date, now)).to.equal(first);
    expect(await store().salt(date, now)).to.equal(first);
  });

  it("counts 5,000 parallel POST /count of different visitors exactly, and stores no address", async () => {
    const post = countVisit(business, store(), () => now);
    const visits = 5_000;
    const replies = await inTurns(visits, 50, (index) =>
      post(
        apiEvent({
          headers: { "X-Viewer-Address": "198.51.100.7", "User-Agent": `Browser/${index}` },
        }),
      ),
    );
    expect(replies.filter(({ statusCode }) => statusCode !== 200)).to.deep.equal([]);
    expect(await store().total()).to.equal(visits);
    const largest = Math.max(...replies.map((reply) => bodyOf(reply).count));
    expect(largest).to.equal(visits);
    const stored = await items();
    // The shard, the salt, and one note for each visitor.
    expect(stored).to.have.lengthOf(visits + 2);
    expect(JSON.stringify(stored)).not.to.match(/198\.51\.100\.7|Browser/);
    for (const item of stored) {
      if (item.counter_id !== "visits#0") expect(item.expiresAt).to.be.a("number");
    }
  });
});

/** Does something a number of times, so many of them at once. */
async function inTurns<Result>(
  times: number,
  atOnce: number,
  act: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    while (next < times) {
      const index = next++;
      results[index] = await act(index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
