import { expect } from "chai";
import { Graph } from "../src/graph";
import { scheduleExpression } from "../src/services/events/expression";
import { startSchedules } from "../src/services/events/schedules";
import { resource } from "./fixtures";

const time = (iso: string) => Date.parse(`${iso}Z`);

describe("a schedule expression", () => {
  const cases: [string, string, string][] = [
    ["rate(5 minutes)", "2026-11-21T10:01:30", "2026-11-21T10:05:00"],
    ["rate(1 hour)", "2026-11-21T10:00:00", "2026-11-21T11:00:00"],
    ["rate(1 day)", "2026-11-21T23:59:00", "2026-11-22T10:00:00"],
    ["cron(0 6 * * ? *)", "2026-11-21T06:00:00", "2026-11-22T06:00:00"],
    ["cron(30 18 ? * MON-FRI *)", "2026-11-20T19:00:00", "2026-11-23T18:30:00"],
    ["cron(0/15 * * * ? *)", "2026-11-21T10:16:00", "2026-11-21T10:30:00"],
    ["cron(0 0 1 JAN,JUL ? *)", "2026-11-21T10:00:00", "2027-01-01T00:00:00"],
    ["cron(0 0 29 2 ? *)", "2026-11-21T10:00:00", "2028-02-29T00:00:00"],
  ];
  for (const [expression, after, due] of cases) {
    it(`${expression} is due after ${after} at ${due}`, () => {
      const next = scheduleExpression(expression, time("2026-11-20T10:00:00"));
      expect(new Date(next(time(after)) ?? 0).toISOString()).to.equal(`${due}.000Z`);
    });
  }

  it("is never due again when its year is over", () => {
    const next = scheduleExpression("cron(0 0 1 1 ? 2025)", 0);
    expect(next(time("2026-11-21T10:00:00"))).to.equal(undefined);
  });

  for (const expression of ["rate(0 minutes)", "every day", "cron(0 6 * *)", "cron(0 0 L * ? *)"]) {
    it(`is refused where it is ${expression}`, () => {
      expect(() => scheduleExpression(expression, 0)).to.throw();
    });
  }
});

describe("a scheduled rule", () => {
  const arn = "arn:aws:lambda:ca-central-1:000000000000:function:sweep:live";
  const rule = (name: string, inputs: object) =>
    resource("aws:cloudwatch/eventRule:EventRule", name, {
      scheduleExpression: "rate(1 day)",
      ...inputs,
    });
  const target = (name: string, inputs: object) =>
    resource("aws:cloudwatch/eventTarget:EventTarget", name, { arn, ...inputs });
  const ruleArn = (name: string) => `arn:aws:events:ca-central-1:000000000000:rule/${name}`;

  it("invokes its own targets in the name of EventBridge, with their input or an event", async () => {
    const calls: unknown[][] = [];
    const graph = new Graph(
      [
        rule("daily", {}),
        rule("other", {}),
        target("plain", { rule: "daily" }),
        target("with-input", { rule: "daily", input: '{"a":1}' }),
        target("foreign", { rule: "other" }),
      ],
      {},
    );
    const schedules = startSchedules({
      graph,
      region: "ca-central-1",
      log: () => {},
      async invoke(...call) {
        calls.push(call);
        return { ok: true, payload: null };
      },
      publish: async () => ({ ok: true, messageId: "m" }),
    });
    expect(await schedules.runNow("daily")).to.have.length(2);
    schedules.close();
    const caller = { principal: "events.amazonaws.com", sourceArn: ruleArn("daily") };
    expect(calls.map(([target, , by]) => [target, by])).to.deep.equal([
      [arn, caller],
      [arn, caller],
    ]);
    expect(calls[0]?.[1]).to.deep.include({ source: "aws.events", resources: [ruleArn("daily")] });
    expect(calls[1]?.[1]).to.deep.equal({ a: 1 });
  });

  it("says that it cannot run where it waits for events of AWS", () => {
    const lines: string[] = [];
    const eventPattern = '{"source":["aws.ec2"]}';
    const schedules = startSchedules({
      graph: new Graph([rule("events", { scheduleExpression: undefined, eventPattern })], {}),
      region: "x",
      log: (line: string) => lines.push(line),
      invoke: async () => ({ ok: true, payload: null }),
      publish: async () => ({ ok: true, messageId: "m" }),
    });
    schedules.close();
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include("events");
  });
});
