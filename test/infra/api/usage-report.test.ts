import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { reportUsage, type WatchedPlan } from "../../../infra/api/usage-report";
import { serializedText } from "../../../infra/functions/function-code";
import { program } from "../../support/pulumi";

type Days = readonly (readonly number[])[];
type Told = { sent: Record<string, number>; reported: string[] };

const plans: pulumi.Unwrap<WatchedPlan>[] = [
  { plan: "bookings", id: "p1", monthly: 100, requests: "bookings", sentence: "Look." },
  { plan: "visits", id: "p2", monthly: 1_000, requests: "visits", sentence: "Fine." },
];

/** AWS as the function sees it: usage by plan and key, one key a page, a topic and a table. */
function fakeAws(usage: Record<string, Record<string, Days>>) {
  const items = new Map<string, unknown>();
  const published: { TopicArn: string; Subject: string; Message: string }[] = [];
  const asked: object[] = [];
  const broken = { publish: false };
  class Command {
    // biome-ignore lint/suspicious/noExplicitAny: each command has its own input
    constructor(readonly input: any) {}
  }
  class GetItemCommand extends Command {}
  class PutItemCommand extends Command {}
  async function* paginateGetUsage(_: unknown, input: { usagePlanId: string }) {
    asked.push(input);
    for (const [key, days] of Object.entries(usage[input.usagePlanId] ?? {})) {
      yield { items: { [key]: days } };
    }
    yield {};
  }
  const sdk: Record<string, object> = {
    "@aws-sdk/client-api-gateway": { APIGatewayClient: class {}, paginateGetUsage },
    "@aws-sdk/client-dynamodb": {
      GetItemCommand,
      PutItemCommand,
      DynamoDBClient: class {
        async send(command: Command) {
          const { Key, Item, TableName } = command.input;
          expect(TableName).to.equal("sums");
          if (command instanceof GetItemCommand) return { Item: items.get(Key.aggregateId.S) };
          items.set(Item.aggregateId.S, Item);
          return {};
        }
      },
    },
    "@aws-sdk/client-sns": {
      PublishCommand: Command,
      SNSClient: class {
        async send({ input }: Command) {
          if (broken.publish) throw new Error("SNS is away.");
          published.push(input);
        }
      },
    },
  };
  return { items, published, asked, broken, sdk };
}
type FakeAws = ReturnType<typeof fakeAws>;

/** The text alone, with nothing of this program around it. */
async function evaluated({ sdk }: FakeAws): Promise<() => Promise<Told>> {
  const factory = reportUsage(
    pulumi.output(plans),
    pulumi.output("arn:topic"),
    pulumi.output("sums"),
  );
  const module = { exports: {} as { handler: () => Promise<Told> } };
  const requireFake = (name: string) => {
    if (!sdk[name]) throw new Error(`The closure requires ${name}.`);
    return sdk[name];
  };
  new Function("exports", "require", "module", await serializedText(factory))(
    module.exports,
    requireFake,
    module,
  );
  return module.exports.handler;
}

/** The function itself, unserialized, with the fakes in the place of the SDK while it loads. */
function direct({ sdk }: FakeAws): () => Promise<Told> {
  const plain = <Value>(value: Value) => ({ get: () => value }) as unknown as pulumi.Output<Value>;
  const kept = Object.keys(sdk).map((name) => [require.resolve(name), sdk[name]] as const);
  const before = kept.map(([path]) => [path, require.cache[path]] as const);
  for (const [path, exports] of kept) {
    require.cache[path] = { exports, loaded: true, id: path } as NodeJS.Module;
  }
  try {
    return reportUsage(plain(plans), plain("arn:topic"), plain("sums"))() as () => Promise<Told>;
  } finally {
    for (const [path, module] of before) {
      if (module) require.cache[path] = module;
      else delete require.cache[path];
    }
  }
}

const month = new Date().toISOString().slice(0, 7);

for (const [title, start] of [
  ["the usage report as it is deployed", evaluated],
  ["the usage report called directly", async (aws: FakeAws) => direct(aws)],
] as const) {
  describe(title, () => {
    it("adds up every day of every key, and says nothing below half", async () => {
      const aws = fakeAws({
        p1: { current: [[20, 0], [], [4, 0]], previous: [[25, 75]] },
        p2: {},
      });
      const look = await start(aws);
      expect(await look()).to.deep.equal({ sent: { bookings: 49, visits: 0 }, reported: [] });
      expect(aws.published).to.deep.equal([]);
      expect(aws.items.size).to.equal(0);
      const today = new Date().toISOString().slice(0, 10);
      const span = { startDate: `${month}-01`, endDate: today };
      expect(aws.asked).to.deep.equal([
        { usagePlanId: "p1", ...span },
        { usagePlanId: "p2", ...span },
      ]);
    });

    it("tells the topic at half, once a month and plan", async () => {
      const usage = { p1: { current: [[50, 0]] }, p2: { current: [[499, 501]] } };
      const aws = fakeAws(usage);
      const look = await start(aws);
      expect((await look()).reported).to.deep.equal(["bookings"]);
      expect(aws.published).to.have.lengthOf(1);
      const [{ TopicArn, Subject, Message }] = aws.published as [FakeAws["published"][0]];
      expect(TopicArn).to.equal("arn:topic");
      expect(Subject).to.match(/^Many requests to [\w-]+ [\w-]+$/);
      expect(Message).to.match(
        /^Since the 1st, visitors of .+ have sent 50 bookings\. Look\. Runbook: docs\/runbooks\/many-requests\.md$/,
      );
      expect((await look()).reported).to.deep.equal([]);
      usage.p2.current = [[500, 500]];
      expect((await look()).reported).to.deep.equal(["visits"]);
      expect((await look()).reported).to.deep.equal([]);
      expect(aws.published).to.have.lengthOf(2);
      expect([...aws.items.keys()]).to.deep.equal([
        `usage#bookings#${month}`,
        `usage#visits#${month}`,
      ]);
    });

    it("tells it again when the note is another month's", async () => {
      const aws = fakeAws({ p1: { current: [[70, 0]] } });
      aws.items.set("usage#bookings#2020-01", {});
      expect((await (await start(aws))()).reported).to.deep.equal(["bookings"]);
    });

    it("notes nothing that the topic did not take, and tries again the next time", async () => {
      const aws = fakeAws({ p1: { current: [[70, 0]] } });
      const look = await start(aws);
      aws.broken.publish = true;
      const error = await look().catch((reason: Error) => reason);
      expect(error).to.be.an("error").with.property("message", "SNS is away.");
      expect(aws.items.size).to.equal(0);
      aws.broken.publish = false;
      expect((await look()).reported).to.deep.equal(["bookings"]);
    });
  });
}

describe("the usage report", () => {
  it("looks every hour at the plans by what the settings say, in words for the owner", async () => {
    const graph = await program("prod", { "shopfront:monthlyRequests": "600" });
    expect(
      graph.named("aws:cloudwatch/eventRule:EventRule", "usage-hourly").inputs.scheduleExpression,
    ).to.equal("rate(1 hour)");
    const { description, timeout } = graph.named(
      "aws:lambda/function:Function",
      "usage-report-usage-function",
    ).inputs;
    expect(description).to.include("once a month");
    expect(timeout).to.equal(60);
  });

  it("captures plain values only", async () => {
    const text = await serializedText(
      reportUsage(pulumi.output(plans), pulumi.output("arn:topic"), pulumi.output("sums")),
    );
    expect(text).not.to.match(/class \w+ extends/);
    expect(text.length).to.be.below(12_000);
  });
});
