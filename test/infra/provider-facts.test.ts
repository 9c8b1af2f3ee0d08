import { expect } from "chai";
import { type Facts, factsOf } from "../../scripts/provider/facts";
import facts from "../../scripts/provider/facts.json";
import { replacementBy } from "../../scripts/provider/replacement";
import { everyOption } from "../support/every-option";
import { program } from "../support/pulumi";

describe("the recorded facts of the AWS provider", () => {
  it("cover every type that a stage can have, and what each must give", async () => {
    const { resources } = await program("prod", everyOption);
    const missing = resources
      .filter(({ type }) => type.startsWith("aws:"))
      .flatMap(({ type, name, inputs }) =>
        (factsOf(type).required ?? [])
          .filter((property) => inputs[property] === undefined)
          .map((property) => `${name}: ${property}`),
      );
    expect(missing).to.deep.equal([]);
  });

  it("name the type that has none", () => {
    expect(() => factsOf("aws:ec2/instance:Instance")).to.throw(
      "aws:ec2/instance:Instance has no record in scripts/provider/facts.json",
    );
  });

  it("say of every input of the program whether its change replaces the resource", async () => {
    const { resources } = await program("prod", everyOption);
    const unknown = resources
      .filter(({ type }) => type.startsWith("aws:"))
      .flatMap(({ type, inputs }) =>
        Object.keys(inputs)
          .filter((property) => replacementBy(type, property, inputs) === "unknown")
          .map((property) => `${type} ${property}`),
      );
    expect([...new Set(unknown)]).to.deep.equal([]);
  });

  it("say nothing of an input that is newer than they are, or of a type without a record", () => {
    const table = "aws:dynamodb/table:Table";
    expect(replacementBy(table, "hashKey", {})).to.equal("replaces");
    expect(replacementBy(table, "billingMode", {})).to.equal("keeps");
    expect(replacementBy(table, "restoreBackupArn", {})).to.equal("unknown");
    expect(replacementBy("aws:ec2/instance:Instance", "ami", {})).to.equal("unknown");
  });

  it("have what replaces the mapping of a Kafka topic, which the program does not use", () => {
    const mapping = "aws:lambda/eventSourceMapping:EventSourceMapping";
    for (const config of [
      "amazonManagedKafkaEventSourceConfig",
      "selfManagedKafkaEventSourceConfig",
    ]) {
      expect(replacementBy(mapping, config, {})).to.equal("replaces");
      expect(replacementBy(mapping, `${config}.consumerGroupId`, {})).to.equal("replaces");
    }
  });

  it("say for which types nothing was recorded, and promise nothing of what is nested there", () => {
    const unrecorded = Object.entries(facts as Readonly<Record<string, Facts>>)
      .filter(([, one]) => one.unrecorded)
      .map(([type]) => type);
    const stream = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    const filter = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";
    expect(unrecorded).to.have.members([stream, filter]);
    const partitioning = "extendedS3Configuration.dynamicPartitioningConfiguration.enabled";
    expect(replacementBy(stream, partitioning, {})).to.equal("replaces");
    expect(replacementBy(stream, "splunkConfiguration.s3BackupMode", {})).to.equal("unknown");
    expect(replacementBy(stream, "tags.Project", {})).to.equal("keeps");
    expect(replacementBy(filter, "filterPattern", {})).to.equal("keeps");
  });

  it("say what replaces only under a condition", () => {
    const once = "aws:lambda/invocation:Invocation";
    expect(replacementBy(once, "input", {})).to.equal("replaces");
    expect(replacementBy(once, "input", { lifecycleScope: "CRUD" })).to.equal("keeps");
  });
});
