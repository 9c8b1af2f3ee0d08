import { expect } from "chai";
import { factsOf } from "../../scripts/provider/facts";
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

  it("say what replaces only under a condition", () => {
    const once = "aws:lambda/invocation:Invocation";
    expect(replacementBy(once, "input", {})).to.equal("replaces");
    expect(replacementBy(once, "input", { lifecycleScope: "CRUD" })).to.equal("keeps");
  });
});
