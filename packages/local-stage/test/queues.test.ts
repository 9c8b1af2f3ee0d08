import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openDataFolder } from "../src/data-folder";
import { Graph } from "../src/graph";
import { openQueues } from "../src/services/sqs/queues";
import { resource, temporaryFolder } from "./fixtures";

const arnOf = (name: string) => `arn:aws:sqs:ca-central-1:000000000000:${name}`;

describe("a queue on the local stage", () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  let time = Date.UTC(2026, 0, 1);
  const lines: string[] = [];
  const graph = new Graph(
    [
      resource("aws:sqs/queue:Queue", "work", {
        visibilityTimeoutSeconds: 10,
        messageRetentionSeconds: 3600,
        redrivePolicy: JSON.stringify({
          deadLetterTargetArn: arnOf("dead"),
          maxReceiveCount: "2",
        }),
      }),
      resource("aws:sqs/queue:Queue", "late", { delaySeconds: 5 }),
      resource("aws:sqs/queue:Queue", "dead", {}),
    ],
    {},
  );
  async function open() {
    const data = await openDataFolder(folder.path);
    const queues = openQueues(
      graph,
      data,
      (line) => lines.push(line),
      () => time,
    );
    return { queues, close: data.release };
  }
  const work = arnOf("work");

  it("hides what was taken until its time is up, and takes the old receipt no more", async () => {
    const { queues, close } = await open();
    queues.send(work, "first");
    const [taken] = queues.receive(work, 10);
    expect(taken).to.include({ body: "first", receiveCount: 1 });
    expect(queues.receive(work, 10)).to.deep.equal([]);
    expect(queues.count(work)).to.deep.equal({ visible: 0, hidden: 1 });
    time += 10_000;
    const [again] = queues.receive(work, 10);
    expect(again).to.include({ id: taken?.id, receiveCount: 2 });
    expect(queues.remove(work, taken?.receipt ?? "")).to.equal(false);
    expect(queues.remove(work, again?.receipt ?? "")).to.equal(true);
    expect(queues.count(work)).to.deep.equal({ visible: 0, hidden: 0 });
    await close();
  });

  it("gives a message that was taken too often to the dead-letter queue", async () => {
    const { queues, close } = await open();
    queues.send(work, "bad");
    for (let attempt = 1; attempt <= 2; attempt++) {
      expect(queues.receive(work, 1)).to.have.length(1);
      time += 10_000;
    }
    expect(queues.receive(work, 1)).to.deep.equal([]);
    expect(queues.receive(arnOf("dead"), 1)[0]).to.include({ body: "bad", receiveCount: 1 });
    expect(lines).to.deep.equal(["work: a message goes to dead"]);
    await close();
  });

  it("waits for its delay, and forgets what is older than it keeps", async () => {
    const { queues, close } = await open();
    queues.send(arnOf("late"), "later");
    expect(queues.receive(arnOf("late"), 1)).to.deep.equal([]);
    time += 5000;
    expect(queues.receive(arnOf("late"), 1)).to.have.length(1);
    queues.send(work, "old");
    time += 3_601_000;
    expect(queues.count(work)).to.deep.equal({ visible: 0, hidden: 0 });
    await close();
  });

  it("has its messages after a restart, whatever is in them, one per line of its file", async () => {
    const bodies = ["plain", "two\nlines", '"quoted"', '{"a":1}'];
    const before = await open();
    for (const body of bodies) before.queues.send(work, body);
    before.queues.receive(work, 1);
    await before.close();
    const file = readFileSync(join(folder.path, "queues", "work.jsonl"), "utf8");
    expect(file.trimEnd().split("\n")).to.have.length(4);
    const { queues, close } = await open();
    expect(queues.receive(work, 10).map(({ body }) => body)).to.deep.equal(bodies);
    await close();
  });
});
