import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { captured } from "../../policy/captured";
import { complaint, type Judgement, judge, summary } from "../../policy/judge";
import { rules } from "../../policy/rules";
import { waivers } from "../../policy/waivers";
import { shopProgram } from "../../scripts/shop";
import { everyOption } from "../support/every-option";
import { program } from "../support/pulumi";

const stages = [
  { title: "dev", stage: "dev", config: {} },
  { title: "prod", stage: "prod", config: {} },
  { title: "prod with every option on", stage: "prod", config: everyOption },
];

describe("the program", function () {
  this.timeout(60_000);
  const judgements = new Map<string, Judgement>();

  before(async () => {
    for (const { title, stage, config } of stages) {
      const resources = captured(await program(stage, config), shopProgram(stage, config));
      judgements.set(title, judge(resources, rules, waivers));
    }
  });

  for (const { title } of stages) {
    it(`breaks no rule on ${title} that is not waived`, () => {
      const judgement = judgements.get(title) as Judgement;
      console.log(`      ${summary(judgement, title)}`);
      const unexplained = judgement.verdicts.filter(({ waiver }) => !waiver);
      expect(unexplained.map(complaint).join("\n")).to.equal("");
      expect(judgement.satisfied).to.have.length.above(rules.length / 2);
    });
  }

  it("is told of in docs/security.md with today's figures", () => {
    const text = readFileSync(resolve(__dirname, "../../docs/security.md"), "utf8");
    for (const [title, { satisfied, waived, idle }] of judgements) {
      const row = text.split("\n").find((line) => line.startsWith(`| ${title} `)) ?? "";
      const figures = [...row.matchAll(/\d+/g)].map(Number);
      const found = [satisfied.length, waived.length, idle.length, 0];
      expect(figures, title).to.deep.equal(found);
    }
  });

  it("meets with every option on what a waiver says an option meets", () => {
    const options = waivers.flatMap(({ option }) => option ?? []);
    expect(options).to.have.length.above(5);
    const prod = parse(readFileSync(resolve(__dirname, "../../Pulumi.prod.yaml"), "utf8"));
    const settings = Object.keys({ ...prod.config, ...everyOption });
    expect(settings).to.include.members(options.map((option) => `shopfront:${option}`));
    const { verdicts } = judgements.get("prod with every option on") as Judgement;
    const excused = verdicts.filter(({ waiver }) => waiver?.option);
    expect(excused.map(complaint)).to.deep.equal([]);
  });

  it("leaves no rule without something to look at when every option is on", () => {
    const idle = judgements.get("prod with every option on")?.idle ?? [];
    expect(idle.map(({ name }) => name)).to.deep.equal([]);
  });

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
