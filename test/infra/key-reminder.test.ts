import { expect } from "chai";
import { monthlyFrom } from "../../infra/key-reminder";
import { scheduleExpression } from "../../local/schedules/expression";
import { place, program } from "../support/pulumi";

/** The days on which any of the expressions is due, the first few of them. */
function dueDays(expressions: readonly string[], from: string, count: number): string[] {
  const days: string[] = [];
  let time = Date.parse(from);
  while (days.length < count) {
    const next = expressions.map((one) => scheduleExpression(one, time)(time) ?? Infinity);
    time = Math.min(...next);
    days.push(new Date(time).toISOString().slice(0, 10));
  }
  return days;
}

describe("the reminder of the edge keys", () => {
  it("comes 90 days after the newest was made, and each month after that", async () => {
    const graph = await program("prod");
    const rules = graph
      .ofType("aws:cloudwatch/eventRule:EventRule")
      .filter((rule) => place(rule).startsWith("shopfront:infra:KeyReminder$"));
    const expressions = rules.map(({ inputs }) => inputs.scheduleExpression);
    expect(expressions).to.deep.equal([
      "cron(0 8 19 2-12 ? 2027-2199)",
      "cron(0 8 19 1 ? 2028-2199)",
    ]);
    expect(dueDays(expressions, "2026-11-21T00:00:00Z", 13)).to.deep.equal([
      ...["2027-02-19", "2027-03-19", "2027-04-19", "2027-05-19", "2027-06-19", "2027-07-19"],
      ...["2027-08-19", "2027-09-19", "2027-10-19", "2027-11-19", "2027-12-19", "2028-01-19"],
      "2028-02-19",
    ]);
  });

  it("tells the owner in a sentence what to run", async () => {
    const graph = await program("prod");
    const targets = graph
      .ofType("aws:cloudwatch/eventTarget:EventTarget")
      .filter(({ name }) => name.startsWith("edge-keys-"));
    expect(targets).to.have.lengthOf(2);
    for (const { inputs } of targets) {
      expect(inputs.arn).to.equal(graph.exports.warningTopic);
      expect(inputs).not.to.have.property("roleArn");
      expect(JSON.parse(inputs.input)).to.equal(
        'The edge keys of shopfront prod are of 2026-11-21 and were due for rotation on 2027-02-19: run "npx tsx scripts/rotate-edge-key.ts --stage prod", then "pulumi up".',
      );
    }
  });

  const days: [day: string, expressions: Record<string, string>][] = [
    ["2027-01-31", { due: "cron(0 8 31 1-12 ? 2027-2199)" }],
    [
      "2026-12-30",
      { due: "cron(0 8 30 12 ? 2026-2199)", overdue: "cron(0 8 30 1-11 ? 2027-2199)" },
    ],
    ["2028-02-29", { due: "cron(0 8 29 2-12 ? 2028-2199)", overdue: "cron(0 8 29 1 ? 2029-2199)" }],
  ];
  for (const [day, expressions] of days) {
    it(`starts on ${day} itself and on no day before`, () => {
      expect(monthlyFrom(day)).to.deep.equal(expressions);
      expect(dueDays(Object.values(expressions), "2026-01-01T00:00:00Z", 1)).to.deep.equal([day]);
    });
  }
});
