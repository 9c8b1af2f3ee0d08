import { expect } from "chai";
import { scheduleExpression } from "local-stage/parts";
import { monthlyFrom } from "../../../infra/api/key-reminder";
import { program, statements } from "../../support/pulumi";

/** The days on which any of the expressions is due, the first few of them. */
function dueDays(expressions: readonly string[], from: string, count: number): string[] {
  it("speaks to its own topic and can do nothing else", async () => {
    const graph = await program("prod");
    const role = graph.named("aws:iam/role:Role", "edge-keys-role");
    expect(JSON.parse(role.inputs.assumeRolePolicy).Statement).to.deep.equal([
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "scheduler.amazonaws.com" },
      },
    ]);
    const policy = graph.named("aws:iam/rolePolicy:RolePolicy", "edge-keys-policy");
    expect(policy.inputs.role).to.equal(role.id);
    expect(statements(policy)).to.deep.equal([
      { Effect: "Allow", Action: ["sns:Publish"], Resource: graph.exports.warningTopic },
    ]);
    for (const { inputs } of graph.ofType(scheduleType)) {
      expect(inputs.target.roleArn).to.equal(role.outputs.arn);
    }
  });

  const days: string[] = [];
  let time = Date.parse(from);
  while (days.length < count) {
    const next = expressions.map((one) => scheduleExpression(one, time)(time) ?? Infinity);
    time = Math.min(...next);
    days.push(new Date(time).toISOString().slice(0, 10));
  }
  return days;
}

const scheduleType = "aws:scheduler/schedule:Schedule";

describe("the reminder of the edge keys", () => {
  it("comes 90 days after the newest was made, and each month after that", async () => {
    const graph = await program("prod");
    const expressions = graph.ofType(scheduleType).map(({ inputs }) => inputs.scheduleExpression);
    expect(expressions).to.deep.equal([
      "cron(0 8 19 2-12 ? 2027-2199)",
      "cron(0 8 19 1 ? 2028-2199)",
    ]);
    expect(dueDays(expressions, "2026-11-21T00:00:00Z", 13)).to.deep.equal([
      "2027-02-19",
      "2027-03-19",
      "2027-04-19",
      "2027-05-19",
      "2027-06-19",
      "2027-07-19",
      "2027-08-19",
      "2027-09-19",
      "2027-10-19",
      "2027-11-19",
      "2027-12-19",
      "2028-01-19",
      "2028-02-19",
    ]);
  });

  it("tells the owner in a sentence what to run", async () => {
    const graph = await program("prod");
    const schedules = graph.ofType(scheduleType);
    expect(schedules).to.have.lengthOf(2);
    for (const { inputs } of schedules) {
      expect(inputs.target.arn).to.equal(graph.exports.warningTopic);
      expect(inputs.target.input).to.equal(
        'The API keys of shopfront prod date from 2026-11-21 and were due for rotation on 2027-02-19. Run "npx tsx scripts/rotate-edge-key.ts --stage prod", then "pulumi up". Runbook: docs/runbooks/edge-key-due.md',
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
