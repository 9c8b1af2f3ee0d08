import { join } from "node:path";
import type { TableDescription } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { Graph, type Resource } from "../src/graph";
import { StageError } from "../src/log";
import { type Engine, EngineError, startEngine } from "../src/services/dynamodb/engine";
import { ensureTables } from "../src/services/dynamodb/tables";
import { table, temporaryFolder } from "./fixtures";

const api = (operation: string) => `DynamoDB_20120810.${operation}`;

describe("the tables of the local stage", () => {
  const folder = temporaryFolder();
  let engine: Engine;
  let lines: string[] = [];

  before(async () => {
    engine = await startEngine(folder.path, "");
  });
  after(async () => {
    await engine.close();
    folder.remove();
  });
  beforeEach(() => {
    lines = [];
  });

  const ensure = (fresh: boolean, ...resources: Resource[]) =>
    ensureTables(engine, new Graph(resources, {}), { fresh, log: (line) => lines.push(line) });
  const describeTable = async (TableName: string) =>
    (await engine.call<{ Table: TableDescription }>(api("DescribeTable"), { TableName })).Table;
  const put = (TableName: string, id: string) =>
    engine.call(api("PutItem"), { TableName, Item: { id: { S: id } } });
  const count = async (TableName: string) =>
    (await engine.call<{ Count: number }>(api("Scan"), { TableName })).Count;

  const withIndex = {
    rangeKey: "at",
    attributes: ["id", "at", "day"].map((name) => ({ name, type: "S" })),
    globalSecondaryIndexes: [
      {
        name: "day-index",
        hashKey: "day",
        rangeKey: "at",
        projectionType: "INCLUDE",
        nonKeyAttributes: ["note"],
      },
    ],
  };

  it("are made as the program declares them", async () => {
    const stream = { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" };
    await ensure(
      false,
      table("full", { ...withIndex, ...stream, ttl: { attributeName: "until", enabled: true } }),
    );
    const made = await describeTable("full");
    expect(made.KeySchema).to.deep.equal([
      { AttributeName: "id", KeyType: "HASH" },
      { AttributeName: "at", KeyType: "RANGE" },
    ]);
    expect(made.GlobalSecondaryIndexes?.[0]).to.deep.include({
      IndexName: "day-index",
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["note"] },
    });
    expect(made.StreamSpecification).to.deep.equal({
      StreamEnabled: true,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    });
    const ttl = await engine.call<{ TimeToLiveDescription: object }>(api("DescribeTimeToLive"), {
      TableName: "full",
    });
    expect(ttl.TimeToLiveDescription).to.deep.equal({
      TimeToLiveStatus: "ENABLED",
      AttributeName: "until",
    });
  });

  it("keep their items when they are there already", async () => {
    await ensure(false, table("kept"));
    await put("kept", "1");
    await ensure(false, table("kept"));
    expect(await count("kept")).to.equal(1);
    expect(lines).to.deep.equal([]);
  });

  it("get an index that the program has added", async () => {
    await ensure(false, table("grows"));
    await put("grows", "1");
    const attributes = ["id", "day"].map((name) => ({ name, type: "S" }));
    const globalSecondaryIndexes = [{ name: "day-index", hashKey: "day", projectionType: "ALL" }];
    await ensure(false, table("grows", { attributes, globalSecondaryIndexes }));
    const { GlobalSecondaryIndexes } = await describeTable("grows");
    expect(GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).to.deep.equal(["day-index"]);
    expect(await count("grows")).to.equal(1);
    expect(lines).to.deep.equal(["grows: index day-index added"]);
  });

  it("are left alone, with a sentence, when their key has changed", async () => {
    await ensure(false, table("moved"));
    await put("moved", "1");
    const changed = table("moved", {
      hashKey: "other",
      attributes: [{ name: "other", type: "S" }],
    });
    const error = await ensure(false, changed).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(StageError);
    expect((error as Error).message).to.match(/^The table moved .*id \(HASH S\).*--fresh/);
    expect(await count("moved")).to.equal(1);
  });

  it("are emptied with fresh, but only those of the program", async () => {
    await ensure(false, table("own"), table("foreign"));
    await put("own", "1");
    await put("foreign", "1");
    await ensure(true, table("own"));
    expect(await count("own")).to.equal(0);
    expect(await count("foreign")).to.equal(1);
  });

  it("are there for who brings an engine of their own", async () => {
    const same = await startEngine(join(folder.path, "own"), engine.url);
    expect(same.kind).to.equal("your own");
    expect(await same.call(api("ListTables"), {})).to.have.property("TableNames");
    await same.close();
    expect(await engine.call(api("ListTables"), {})).to.have.property("TableNames");
  });

  it("are looked for in vain at an endpoint where nothing answers", async () => {
    for (const endpoint of ["http://127.0.0.1:1", "nonsense"]) {
      const error = await startEngine("unused", endpoint).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(StageError);
      expect((error as Error).message)
        .to.include(endpoint)
        .and.match(/^[^\n]+$/);
    }
  });

  it("answer with the engine's own error", async () => {
    const error = await engine
      .call(api("DescribeTable"), { TableName: "nothing" })
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(EngineError);
    expect((error as EngineError).code).to.equal("ResourceNotFoundException");
  });
});
