import { expect } from "chai";
import { captured } from "../../policy/captured";
import { complaint, type Judgement, judge, summary } from "../../policy/judge";
import { rules } from "../../policy/rules";
import { waivers } from "../../policy/waivers";
import { program } from "../support/pulumi";

describe("the program", () => {
  const judgements = new Map<string, Judgement>();

  before(async () => {
    for (const stage of ["dev", "prod"]) {
      const resources = captured(await program(stage), stage);
      judgements.set(stage, judge(resources, rules, waivers));
    }
  });

  for (const stage of ["dev", "prod"]) {
    it(`breaks no rule on ${stage} that is not waived`, () => {
      const judgement = judgements.get(stage) as Judgement;
      console.log(`      ${summary(judgement, stage)}`);
      const unexplained = judgement.verdicts.filter(({ waiver }) => !waiver);
      expect(unexplained.map(complaint).join("\n")).to.equal("");
      expect(judgement.satisfied).to.have.length.above(rules.length / 2);
    });
  }

  it("needs each of its waivers", () => {
    const verdicts = [...judgements.values()].flatMap((judgement) => judgement.verdicts);
    const used = new Set(verdicts.map(({ waiver }) => waiver));
    const unused = waivers.filter((waiver) => !used.has(waiver));
    expect(unused.map((waiver) => waiver.rules.join(", "))).to.deep.equal([]);
  });

  it("has waivers of rules that exist, each with its reason and its cost", () => {
    const names = rules.map(({ name }) => name);
    for (const waiver of waivers) {
      expect(names).to.include.members([...waiver.rules]);
      expect(waiver.reason).to.match(/^[A-Z`].{30,}\.$/s);
      expect(waiver.cost).to.match(/\.$/);
    }
  });
});
