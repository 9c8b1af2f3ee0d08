import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { until } from "./fixtures";
import { type OpenProgram, openProgram } from "./programs/open";

describe("a program with a queue and a worker", function () {
  this.timeout(60_000);
  let program: OpenProgram;
  before(async () => {
    program = await openProgram("queue-worker", "dev");
  });
  after(() => program?.close());

  const exported = (name: string) => String(program.stage.graph.exports[name]);
  const take = (event: object) =>
    program.stage.services.lambda.invoke(exported("takeFunction"), event);
  const packed = async () => {
    const { Items } = await program.stage.services.dynamodb.engine.call<{
      Items: { id: { S: string } }[];
    }>("DynamoDB_20120810.Scan", { TableName: exported("packedTable") });
    return Items.map(({ id }) => id.S).sort();
  };
  const count = (queue: string) => {
    const resource = program.stage.graph.named("aws:sqs/queue:Queue", queue);
    return program.stage.services.sqs.count(resource.outputs.arn);
  };

  it("brings every message to the worker, and deletes what it has done", async () => {
    expect(program.stage.notSimulated).to.deep.equal([]);
    expect(program.stage.url).to.equal("");
    const ids = Array.from({ length: 12 }, (_, index) => `order-${10 + index}`);
    expect(await take({ ids })).to.deep.equal({ ok: true, payload: { taken: 12 } });
    await until(async () => (await packed()).length === 12);
    expect(await packed()).to.deep.equal(ids);
    await until(() => count("orders").hidden === 0);
    expect(count("orders")).to.deep.equal({ visible: 0, hidden: 0 });
  });

  it("brings several at once, and never more than the batch size", async () => {
    const { sqs } = program.stage.services;
    const { arn } = program.stage.graph.named("aws:sqs/queue:Queue", "orders").outputs;
    for (let n = 0; n < 25; n++) sqs.send(arn, JSON.stringify({ id: `many-${n}` }));
    await until(async () => (await packed()).filter((id) => id.startsWith("many-")).length === 25);
    const { Items } = await program.stage.services.dynamodb.engine.call<{
      Items: { id: { S: string }; batch: { N: string } }[];
    }>("DynamoDB_20120810.Scan", { TableName: exported("packedTable") });
    const sizes = Items.filter(({ id }) => id.S.startsWith("many-")).map(({ batch }) => batch.N);
    expect(Math.max(...sizes.map(Number))).to.equal(10);
  });

  it("tries a message that failed again, alone, and then keeps it for people", async () => {
    await take({ ids: ["broken-1", "fine-1"] });
    await until(() => count("failed-orders").visible === 1);
    expect(count("orders")).to.deep.equal({ visible: 0, hidden: 0 });
    const tries = program.stage.services.lambda
      .logOf("pack")
      .filter((line) => line.includes("packing broken-1"));
    expect(tries.map((line) => JSON.parse(line).message)).to.deep.equal([
      "packing broken-1 try 1",
      "packing broken-1 try 2",
    ]);
    expect(await packed())
      .to.include("fine-1")
      .and.not.include("broken-1");
    const file = join(program.stage.dataFolder, "queues", "failed-orders.jsonl");
    expect(readFileSync(file, "utf8")).to.equal('{"id":"broken-1"}\n');
  });

  it("refuses what the role does not grant", async () => {
    const result = await take({ peek: true });
    expect(result.ok).to.equal(false);
    expect(program.lines.join("\n")).to.include("denied: take may not sqs:ReceiveMessage");
  });

  it("stops bringing messages when the worker's role may not read the queue, and says so", async () => {
    const { roles } = program.stage.services.iam;
    const role = [...roles.values()].find(({ name }) => name === "pack-role");
    if (!role) throw new Error("There is no pack-role.");
    const { policies } = role;
    role.policies = [];
    try {
      await until(() => program.lines.some((line) => line.includes("may not do sqs:Receive")));
      await take({ ids: ["late-1"] });
      await new Promise((done) => setTimeout(done, 600));
      expect(await packed()).not.to.include("late-1");
      expect(count("orders").visible).to.equal(1);
    } finally {
      role.policies = policies;
    }
    await until(async () => (await packed()).includes("late-1"));
  });
});
