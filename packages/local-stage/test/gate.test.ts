import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Credentials } from "../src/gate/credentials";
import type { Statement } from "../src/services/iam/policy";
import type { Role } from "../src/services/iam/roles";
import { openBackend, type TestBackend, table, tableArn, temporaryFolder } from "./fixtures";

const allow = (actions: string[], resource: string, more: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action: actions.map((action) => `dynamodb:${action}`),
  Resource: resource,
  ...more,
});

describe("the gate between functions and DynamoDB", () => {
  const folder = temporaryFolder();
  let backend: TestBackend;
  const clients: DynamoDBClient[] = [];

  before(async () => {
    backend = await openBackend(folder.path, [
      table("orders", {
        attributes: [
          { name: "id", type: "S" },
          { name: "day", type: "S" },
        ],
        globalSecondaryIndexes: [{ name: "day-index", hashKey: "day", projectionType: "ALL" }],
      }),
      table("secrets"),
    ]);
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await backend.close();
    folder.remove();
  });

  function connect(url: string, credentials: Partial<Credentials>): DynamoDBDocument {
    const client = new DynamoDBClient({
      endpoint: url,
      region: "ca-central-1",
      maxAttempts: 1,
      credentials: { accessKeyId: "ASIANOBODY", secretAccessKey: "x", ...credentials },
    });
    clients.push(client);
    return DynamoDBDocument.from(client);
  }

  function documentsOf(name: string, ...statements: Statement[]): DynamoDBDocument {
    const role: Role = {
      name: `${name}-role`,
      arn: `arn:aws:iam::000000000000:role/${name}-role`,
      trustsLambda: true,
      unknownPolicies: [],
      policies: [{ Statement: statements }],
    };
    return connect(backend.gate.url, backend.gate.credentialsFor(name, role));
  }

  const everything = () => connect(backend.dynamodb.engine.url, {});

  async function failure(call: Promise<unknown>): Promise<{ name: string; message: string }> {
    try {
      await call;
    } catch (error) {
      return error as Error;
    }
    throw new Error("It was let through.");
  }

  it("passes on what the role allows, and the engine's own answer", async () => {
    const writer = documentsOf("writer", allow(["PutItem", "GetItem"], tableArn("orders")));
    await writer.put({ TableName: "orders", Item: { id: "1", note: "é" } });
    const { Item } = await writer.get({ TableName: "orders", Key: { id: "1" } });
    expect(Item).to.deep.equal({ id: "1", note: "é" });
    const refused = writer.put({
      TableName: "orders",
      Item: { id: "1" },
      ConditionExpression: "attribute_not_exists(id)",
    });
    expect((await failure(refused)).name).to.equal("ConditionalCheckFailedException");
  });

  it("refuses in AWS's words what the role does not allow, logs it, and writes nothing", async () => {
    const reader = documentsOf("reader", allow(["GetItem"], tableArn("orders")));
    const error = await failure(reader.put({ TableName: "orders", Item: { id: "no" } }));
    expect(error.name).to.equal("AccessDeniedException");
    expect(error.message).to.equal(
      "User: arn:aws:sts::000000000000:assumed-role/reader-role/reader is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:ca-central-1:000000000000:table/orders because no identity-based policy allows the dynamodb:PutItem action",
    );
    const line = backend.lines.find((text) => text.includes("reader may not"));
    expect(line).to.include("dynamodb:PutItem").and.include("table/orders");
    const { Item } = await everything().get({ TableName: "orders", Key: { id: "no" } });
    expect(Item).to.equal(undefined);
  });

  it("keeps one table's grant from opening another table", async () => {
    const reader = documentsOf("reader-2", allow(["GetItem"], tableArn("orders")));
    const error = await failure(reader.get({ TableName: "secrets", Key: { id: "1" } }));
    expect(error.name).to.equal("AccessDeniedException");
  });

  it("asks for the index's own grant where a query names one", async () => {
    const query = {
      TableName: "orders",
      IndexName: "day-index",
      KeyConditionExpression: "#d = :d",
      ExpressionAttributeNames: { "#d": "day" },
      ExpressionAttributeValues: { ":d": "x" },
    };
    const onTable = documentsOf("query-table", allow(["Query"], tableArn("orders")));
    expect((await failure(onTable.query(query))).message).to.include(
      "table/orders/index/day-index",
    );
    const onIndex = documentsOf(
      "query-index",
      allow(["Query"], `${tableArn("orders")}/index/day-index`),
    );
    expect((await onIndex.query(query)).Items).to.deep.equal([]);
  });

  it("checks a transaction item by item and writes none of it when one is refused", async () => {
    const Item = { id: "t1" };
    const transaction = {
      TransactItems: [
        { Put: { TableName: "orders", Item } },
        {
          ConditionCheck: {
            TableName: "secrets",
            Key: { id: "s" },
            ConditionExpression: "attribute_not_exists(id)",
          },
        },
      ],
    };
    const half = documentsOf("half", allow(["PutItem"], tableArn("orders")));
    expect((await failure(half.transactWrite(transaction))).message).to.include(
      "dynamodb:ConditionCheckItem on resource: arn:aws:dynamodb:ca-central-1:000000000000:table/secrets",
    );
    const found = await everything().get({ TableName: "orders", Key: Item });
    expect(found.Item).to.equal(undefined);
    const whole = documentsOf(
      "whole",
      allow(["PutItem"], tableArn("orders")),
      allow(["ConditionCheckItem"], tableArn("secrets")),
    );
    await whole.transactWrite(transaction);
    expect((await everything().get({ TableName: "orders", Key: Item })).Item).to.deep.equal(Item);
  });

  it("takes batches for actions of their own, on every table they name", async () => {
    const keys = { Keys: [{ id: "1" }] };
    const getter = documentsOf("getter", allow(["GetItem"], "*"));
    expect((await failure(getter.batchGet({ RequestItems: { orders: keys } }))).message).to.include(
      "dynamodb:BatchGetItem",
    );
    const batcher = documentsOf("batcher", allow(["BatchGetItem"], tableArn("orders")));
    await batcher.batchGet({ RequestItems: { orders: keys } });
    const both = batcher.batchGet({ RequestItems: { orders: keys, secrets: keys } });
    expect((await failure(both)).message).to.include("table/secrets");
  });

  it("follows a condition on the partition keys", async () => {
    const own = documentsOf(
      "own",
      allow(["GetItem", "Query", "Scan"], tableArn("orders"), {
        Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["mine"] } },
      }),
    );
    const query = (id: string) =>
      own.query({
        TableName: "orders",
        KeyConditionExpression: "id = :id",
        ExpressionAttributeValues: { ":id": id },
      });
    await own.get({ TableName: "orders", Key: { id: "mine" } });
    await query("mine");
    for (const call of [
      own.get({ TableName: "orders", Key: { id: "other" } }),
      query("other"),
      own.scan({ TableName: "orders" }),
    ]) {
      expect((await failure(call)).name).to.equal("AccessDeniedException");
    }
  });

  it("passes no PartiQL on, whatever the role says", async () => {
    const all = documentsOf("all", allow(["*"], "*"));
    const error = await failure(all.executeStatement({ Statement: 'SELECT * FROM "secrets"' }));
    expect(error.name).to.equal("AccessDeniedException");
  });

  it("refuses credentials that it did not give out, and calls without any", async () => {
    const stranger = connect(backend.gate.url, { sessionToken: "guess" });
    const error = await failure(stranger.get({ TableName: "orders", Key: { id: "1" } }));
    expect(error.name).to.equal("UnrecognizedClientException");
    const role = { name: "r", arn: "", trustsLambda: true, policies: [], unknownPolicies: [] };
    const { accessKeyId } = backend.gate.credentialsFor("known", role);
    const thief = connect(backend.gate.url, { accessKeyId, sessionToken: "guess" });
    expect((await failure(thief.get({ TableName: "orders", Key: { id: "1" } }))).name).to.equal(
      "UnrecognizedClientException",
    );
    const bare = await fetch(backend.gate.url, { method: "POST", body: "{}" });
    expect(bare.status).to.equal(403);
  });
});
