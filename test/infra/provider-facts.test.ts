import { expect } from "chai";
import { factsOf } from "../engine/provider/facts";
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
      "aws:ec2/instance:Instance has no record in test/engine/provider/facts.json",
    );
  });
});
