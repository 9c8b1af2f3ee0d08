import {
  CreateTableCommand,
  DynamoDBClient,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { type Engine, startEngine } from "local-stage/parts";
import { type FaultProxy, startFaultProxy } from "../support/prove/faults/proxy";
import { temporaryFolder } from "../support/waiting";

describe("the proxy that injects faults before a DynamoDB engine", function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const TableName = "things";
  let engine: Engine;
  let proxy: FaultProxy;
  let client: DynamoDBDocumentClient;

  before(async () => {
    engine = await startEngine(folder.path);
    proxy = await startFaultProxy(engine.url, 1);
    client = clientWith(1);
    await client.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
  });
  after(async () => {
    client?.destroy();
    await proxy?.close();
    await engine?.close();
    folder.remove();
  });

  function clientWith(maxAttempts: number): DynamoDBDocumentClient {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const settings = { endpoint: proxy.url, region: "local", credentials, maxAttempts };
    return DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  }

  /** What came of each of a hundred calls at a time when none goes well, by what was told. */
  async function onABadDay(send: (id: string) => Promise<unknown>): Promise<Map<string, string[]>> {
    const told = new Map<string, string[]>();
    proxy.injectEach(0.2);
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const id = `${index}`;
        const outcome = await send(id).then(() => "done", nameOf);
        told.set(outcome, [...(told.get(outcome) ?? []), id]);
      }),
    );
    proxy.injectEach(0);
    return told;
  }

  function nameOf(error: Error & { code?: string }): string {
    if (!(error instanceof TransactionCanceledException)) return error.code ?? error.name;
    const codes = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
    expect(codes).to.have.length(2).and.include("None");
    return codes.find((code) => code !== "None") ?? "";
  }

  async function stored(prefix: string): Promise<string[]> {
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    const ids = Items.map(({ id }) => id as string).filter((id) => id.startsWith(prefix));
    return ids.map((id) => id.slice(prefix.length));
  }

  it("loses, throttles, delays and refuses writes, and stores what it answers or loses on the way back", async () => {
    const told = await onABadDay((id) =>
      client.send(new PutCommand({ TableName, Item: { id: `put ${id}` } })),
    );
    const { lost, unanswered, delayed, throttled, conflict } = countsOf("PutItem");
    expect(lost + unanswered + delayed + throttled + conflict).to.equal(100);
    const count = (name: string) => told.get(name)?.length ?? 0;
    expect(count("ECONNRESET")).to.equal(lost + unanswered);
    expect(count("TransactionConflictException")).to.equal(conflict);
    expect(count("ThrottlingException")).to.be.greaterThan(0);
    expect(count("ProvisionedThroughputExceededException")).to.be.greaterThan(0);
    expect(count("done")).to.equal(delayed);
    const there = await stored("put ");
    expect(there).to.have.length(delayed + unanswered);
    expect(there).to.include.members(told.get("done") ?? []);
  });

  it("cancels transactions with a reason for each of their items", async () => {
    const told = await onABadDay((id) =>
      client.send(
        new TransactWriteCommand({
          TransactItems: ["first", "second"].map((which) => ({
            Put: { TableName, Item: { id: `${which} ${id}` } },
          })),
        }),
      ),
    );
    const { delayed, unanswered, conflict } = countsOf("TransactWriteItems");
    expect(told.get("TransactionConflict")).to.have.length(conflict);
    expect([...told.keys()]).to.have.members([
      "done",
      "ECONNRESET",
      "ProvisionedThroughputExceeded",
      "ProvisionedThroughputExceededException",
      "ThrottlingError",
      "ThrottlingException",
      "TransactionConflict",
    ]);
    const there = await stored("first ");
    expect(there).to.have.length(delayed + unanswered);
    expect(await stored("second ")).to.have.members(there);
  });

  it("never answers a read with a conflict", async () => {
    const told = await onABadDay((id) =>
      client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [{ id }] } } })),
    );
    expect(countsOf("BatchGetItem").conflict).to.equal(0);
    expect([...told.keys()].join()).not.to.match(/Conflict/);
  });

  it("lets a transaction that is repeated with its token count once, because the engine knows it", async () => {
    const write = (one: number) =>
      new TransactWriteCommand({
        ClientRequestToken: "a-token",
        TransactItems: [
          {
            Update: {
              TableName,
              Key: { id: "counter" },
              UpdateExpression: "ADD times :one",
              ExpressionAttributeValues: { ":one": one },
            },
          },
        ],
      });
    for (let time = 0; time < 3; time++) await client.send(write(1));
    const other = await client.send(write(2)).catch((error: Error) => error.name);
    expect(other).to.equal("IdempotentParameterMismatchException");
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    expect(Items.find(({ id }) => id === "counter")?.times).to.equal(1);
  });

  function countsOf(action: string) {
    const counts = proxy.counts.get(action);
    if (!counts) throw new Error(`There was no ${action}.`);
    return counts;
  }
});
