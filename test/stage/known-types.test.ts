import { expect } from "chai";
import { outputsOf } from "local-stage/parts";
import { everyOption } from "../support/every-option";
import { program } from "../support/pulumi";

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
});
