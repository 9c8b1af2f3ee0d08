import { expect } from "chai";
import { outputsOf } from "local-stage/parts";
import { everyOption } from "../support/every-option";
import { program } from "../support/pulumi";
import { openTestStage } from "../support/stage";

describe("the resource types that the program declares", function () {
  this.timeout(60_000);

  for (const [title, stage, config] of [
    ["local", "local", {}],
    ["dev", "dev", {}],
    ["prod", "prod", {}],
    ["prod with every option", "prod", everyOption],
  ] as const) {
    it(`all have values on this machine: ${title}`, async () => {
      const { resources } = await program(stage, config);
      const types = new Set(resources.filter(({ custom }) => custom).map(({ type }) => type));
      expect(types.size).to.be.greaterThan(40);
      expect([...types].filter((type) => !outputsOf(type))).to.deep.equal([]);
    });
  }

  it("are listed when the stage starts, where nothing acts on them here: the archive of the logs", async () => {
    const site = await openTestStage({ "shopfront:logArchive": "year" });
    try {
      const { graph, notSimulated } = site.stage;
      const filters = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";
      expect(notSimulated).to.deep.include.members([
        { type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", count: 1 },
        { type: filters, count: graph.ofType(filters).length },
      ]);
    } finally {
      await site.close();
    }
  });
});
