import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { Graph, type Resource } from "../src/graph";
import { type AlarmsOptions, watchAlarms } from "../src/services/cloudwatch/alarms";
import { metricMath } from "../src/services/cloudwatch/expression";
import { filterPattern } from "../src/services/cloudwatch/filter-pattern";
import { metricFilters } from "../src/services/cloudwatch/metric-filters";
import { openMetrics } from "../src/services/cloudwatch/metrics";
import { readQueries } from "../src/services/cloudwatch/queries";
import type { Role } from "../src/services/iam/roles";
import {
  functionArn,
  lambdaFunction,
  openBackend,
  resource,
  type TestBackend,
  temporaryFolder,
} from "./fixtures";

const topic = "arn:aws:sns:ca-central-1:000000000000:critical";
const errorsAlarm = (more: object = {}): Resource =>
  resource("aws:cloudwatch/metricAlarm:MetricAlarm", "function-errors", {
    alarmDescription: "Functions failed.",
    namespace: "AWS/Lambda",
    metricName: "Errors",
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    threshold: 5,
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
    alarmActions: [topic],
    okActions: [topic],
    ...more,
  });

/** Alarms with a clock of their own, and what they said. */
function watch(...resources: Resource[]) {
  let time = Date.UTC(2026, 0, 1, 12, 0, 0);
  const said: Parameters<AlarmsOptions["publish"]>[] = [];
  const lines: string[] = [];
  const metrics = openMetrics(() => time);
  const alarms = watchAlarms({
    graph: new Graph(resources, {}),
    region: "ca-central-1",
    metrics,
    publish: async (...call) => said.push(call),
    log: (line) => lines.push(line),
    now: () => time,
  });
  return {
    metrics,
    said,
    lines,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    errors(count: number) {
      for (let i = 0; i < count; i++) metrics.put("AWS/Lambda", "Errors", 1, [{}]);
    },
    async state() {
      await alarms.evaluateNow();
      return alarms.list()[0]?.state;
    },
    reason: () => alarms.list()[0]?.reason,
  };
}

describe("an alarm on the local stage", () => {
  it("goes off with the sixth error, tells its topic as CloudWatch does, and comes back", async () => {
    const at = watch(errorsAlarm());
    expect(await at.state()).to.equal("OK");
    expect(at.said).to.deep.equal([]);
    at.errors(5);
    expect(await at.state()).to.equal("OK");
    at.errors(1);
    expect(await at.state()).to.equal("ALARM");
    expect(await at.state()).to.equal("ALARM");
    expect(at.said).to.have.length(1);
    const [arn, { subject, message, source }] = at.said[0] as (typeof at.said)[0];
    expect(arn).to.equal(topic);
    expect(subject).to.equal('ALARM: "function-errors" in Canada (Central)');
    expect(source.principal).to.equal("cloudwatch.amazonaws.com");
    expect(JSON.parse(message)).to.deep.include({
      AlarmName: "function-errors",
      AlarmDescription: "Functions failed.",
      NewStateValue: "ALARM",
      OldStateValue: "OK",
      NewStateReason: "Threshold Crossed: 1 datapoint [6] was greater than the threshold (5).",
      StateChangeTime: "2026-01-01T12:00:00.000+0000",
      AlarmArn: "arn:aws:cloudwatch:ca-central-1:000000000000:alarm:function-errors",
    });
    expect(JSON.parse(message).Trigger).to.include({
      MetricName: "Errors",
      Namespace: "AWS/Lambda",
      Statistic: "SUM",
      Period: 300,
    });
    at.pass(290);
    expect(await at.state()).to.equal("ALARM");
    at.pass(20);
    expect(await at.state()).to.equal("OK");
    expect(at.said).to.have.length(2);
  });

  it("sees errors just before the minute, which a look at full minutes would miss", async () => {
    const at = watch(errorsAlarm({ period: 60, threshold: 0 }));
    at.pass(59);
    at.errors(1);
    at.pass(7);
    expect(await at.state()).to.equal("ALARM");
  });

  it("wants as many of its periods as it says", async () => {
    const at = watch(
      errorsAlarm({ period: 60, threshold: 0, evaluationPeriods: 3, datapointsToAlarm: 2 }),
    );
    at.errors(1);
    expect(await at.state()).to.equal("OK");
    at.pass(120);
    at.errors(1);
    expect(await at.state()).to.equal("ALARM");
  });

  for (const [treatMissingData, state] of [
    ["missing", "INSUFFICIENT_DATA"],
    ["breaching", "ALARM"],
    ["notBreaching", "OK"],
    ["ignore", "INSUFFICIENT_DATA"],
  ] as const) {
    it(`is ${state} without data that it treats as ${treatMissingData}`, async () => {
      expect(await watch(errorsAlarm({ treatMissingData })).state()).to.equal(state);
    });
  }

  it("judges percentiles", async () => {
    const at = watch(
      errorsAlarm({
        metricName: "Duration",
        statistic: undefined,
        extendedStatistic: "p99",
        threshold: 1000,
      }),
    );
    for (let i = 0; i < 99; i++) at.metrics.put("AWS/Lambda", "Duration", 10, [{}]);
    at.metrics.put("AWS/Lambda", "Duration", 5000, [{}]);
    expect(await at.state()).to.equal("OK");
    for (let i = 0; i < 3; i++) at.metrics.put("AWS/Lambda", "Duration", 5000, [{}]);
    expect(await at.state()).to.equal("ALARM");
  });

  it("computes math over several metrics, with gaps filled", async () => {
    const metric = (metricName: string) => ({
      namespace: "AWS/Lambda",
      metricName,
      stat: "Sum",
      period: 300,
    });
    const at = watch(
      errorsAlarm({
        namespace: undefined,
        metricName: undefined,
        period: undefined,
        threshold: 0,
        metricQueries: [
          { id: "e", metric: metric("Errors") },
          { id: "n", metric: metric("Invocations") },
          {
            id: "rate",
            expression: "IF(FILL(n, 0) >= 4 AND 100 * e / n > 5, 1, 0)",
            returnData: true,
          },
        ],
      }),
    );
    expect(await at.state()).to.equal("OK");
    at.errors(1);
    at.metrics.put("AWS/Lambda", "Invocations", 1, [{}]);
    expect(await at.state()).to.equal("OK");
    for (let i = 0; i < 3; i++) at.metrics.put("AWS/Lambda", "Invocations", 1, [{}]);
    expect(await at.state()).to.equal("ALARM");
    const message = JSON.parse(at.said[0]?.[1].message ?? "{}");
    expect(message.Trigger.Metrics.map(({ Id }: { Id: string }) => Id)).to.deep.equal([
      "e",
      "n",
      "rate",
    ]);
  });

  it("says what it does not know instead of staying quiet", () => {
    const queries = [{ id: "x", expression: "ANOMALY_DETECTION_BAND(m1)", returnData: true }];
    const at = watch(errorsAlarm({ metricQueries: queries }));
    expect(at.lines.join()).to.match(/function-errors: not simulated.*ANOMALY_DETECTION_BAND/);
    const edge = watch(errorsAlarm({ namespace: "AWS/CloudFront" }));
    expect(edge.lines.join()).to.include("us-east-1");
  });
});

describe("metric math", () => {
  const value = (text: string, values: Record<string, number | undefined> = {}) =>
    metricMath(text, Object.keys(values))((id) => values[id]);
  for (const [text, expected] of [
    ["1 + 2 * 3 - 4 / 2", 5],
    ["(1 + 2) * 3", 9],
    ["a + b", undefined],
    ["FILL(a, 0) + b", 2],
    ["SUM(METRICS())", 2],
    ["SUM([b, 3])", 5],
    ["b > 1 AND b < 3 || a", undefined],
    ["IF(b == 2, 7, 8)", 7],
    ["-b", -2],
  ] as const) {
    it(`finds that ${text} is ${expected}`, () => {
      expect(value(text, { a: undefined, b: 2 })).to.equal(expected);
    });
  }
});

describe("a Metrics Insights query", () => {
  it("adds up the metrics of its schema, or lists them by group", () => {
    const metrics = openMetrics(() => 1_000_000);
    for (const FunctionName of ["greet", "greet", "order"]) {
      metrics.put("AWS/Lambda", "Errors", 1, [{}, { FunctionName }]);
    }
    const ask = (expression: string) =>
      readQueries([{ id: "q", expression, returns: true }], metrics)(0, 2_000_000).map((line) => [
        line.label,
        line.value(0, 2_000_000),
      ]);
    const from = 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)';
    expect(ask(from)).to.deep.equal([["SUM(Errors)", 3]]);
    expect(ask(`${from} WHERE FunctionName = 'order'`)).to.deep.equal([["SUM(Errors)", 1]]);
    expect(ask(`${from} GROUP BY FunctionName ORDER BY SUM() DESC LIMIT 1`)).to.deep.equal([
      ["greet", 2],
    ]);
    expect(() => ask("SELECT nonsense")).to.throw("cannot read");
  });
});

describe("a log filter", () => {
  const report = (initDurationMs?: number) =>
    JSON.stringify({ type: "platform.report", record: { metrics: { initDurationMs } } });
  for (const [pattern, line, fits] of [
    ['{ $.type = "platform.report" && $.record.metrics.initDurationMs = * }', report(5), true],
    ['{ $.type = "platform.report" && $.record.metrics.initDurationMs = * }', report(), false],
    ['{ $.type = "platform.report" && $.record.metrics.initDurationMs EXISTS }', report(5), true],
    ["{ $.record.metrics.initDurationMs > 4 }", report(5), true],
    ["{ $.record.metrics.initDurationMs > 5 }", report(5), false],
    ['{ ($.type = "x") || ($.type = "platform.*") }', report(), true],
    ['{ $.level = "ERROR" }', "ERROR in plain text", false],
    ["ERROR", "an ERROR happened", true],
    ['"two words" -not', "these two words", true],
    ['"two words" -not', "not these two words", false],
  ] as const) {
    it(`${fits ? "lets" : "keeps"} ${line} ${fits ? "through" : "from"} ${pattern}`, () => {
      expect(filterPattern(pattern)(line)).to.equal(fits);
    });
  }

  it("refuses by name what it does not know", () => {
    expect(() => filterPattern("{ $.a ~ 1 }")).to.throw("filter pattern");
    expect(() => filterPattern("[a, b]")).to.throw("filter pattern");
  });

  it("counts into its metric, for its own log group alone", () => {
    const metrics = openMetrics(() => 1000);
    const filter = resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", "cold", {
      logGroupName: "/aws/lambda/greet",
      pattern: "{ $.record.metrics.initDurationMs = * }",
      metricTransformation: { namespace: "Orders", name: "ColdStarts", value: "1" },
    });
    const take = metricFilters(new Graph([filter], {}), metrics, () => {});
    take("/aws/lambda/greet", report(5));
    take("/aws/lambda/greet", report());
    take("/aws/lambda/other", report(5));
    const metric = { namespace: "Orders", name: "ColdStarts", dimensions: {} };
    expect(metrics.statistic(metric, "Sum", 0, 10_000)).to.equal(1);
  });
});

describe("metrics of functions on the local stage", () => {
  const folder = temporaryFolder();
  let backend: TestBackend;
  before(async () => {
    const code = "exports.handler = async (e) => { if (e.fail) throw new Error('no'); return 1; };";
    backend = await openBackend(folder.path, [
      ...lambdaFunction(folder.path, "greet", code),
      ...lambdaFunction(folder.path, "calm", code),
      resource("aws:sns/topic:Topic", "critical", {}),
      errorsAlarm(),
    ]);
    for (let i = 0; i < 6; i++) {
      await backend.lambda.invoke(`${functionArn("greet")}:live`, { fail: true });
    }
    await backend.lambda.invoke(`${functionArn("calm")}:live`, {});
  });
  after(async () => {
    await backend.close();
    folder.remove();
  });

  it("are there under each of Lambda's dimensions, and set off an alarm that tells its topic", async () => {
    await backend.cloudwatch.alarms.evaluateNow();
    expect(backend.cloudwatch.alarms.list()[0]?.state).to.equal("ALARM");
    expect(backend.sns.recent().map(({ by }) => by)).to.deep.equal(["cloudwatch.amazonaws.com"]);
    const found = backend.cloudwatch.metrics.find("AWS/Lambda", "Errors");
    expect(found.map(({ dimensions }) => dimensions)).to.deep.include.members([
      {},
      { FunctionName: "greet" },
      { FunctionName: "greet", Resource: "greet:live" },
      { FunctionName: "greet", Resource: "greet:live", ExecutedVersion: "1" },
    ]);
  });

  it("are read by a function through CloudWatch's API, if its role lets it", async () => {
    const ask = async (Action: string) => {
      const role: Role = {
        name: "ops",
        arn: "arn:aws:iam::0:role/ops",
        trustsLambda: true,
        unknownPolicies: [],
        policies: [{ Statement: [{ Effect: "Allow", Action, Resource: "*" }] }],
      };
      const client = new CloudWatchClient({
        endpoint: backend.gate.url,
        region: "ca-central-1",
        maxAttempts: 1,
        credentials: backend.gate.credentialsFor(`ops-${Action}`, role),
      });
      const expression =
        'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName';
      const MetricDataQueries = [
        {
          Id: "m",
          MetricStat: {
            Metric: {
              Namespace: "AWS/Lambda",
              MetricName: "Errors",
              Dimensions: [{ Name: "FunctionName", Value: "greet" }],
            },
            Period: 60,
            Stat: "Sum",
          },
        },
        { Id: "q", Expression: expression, Period: 3600 },
      ];
      const [StartTime, EndTime] = [new Date(Date.now() - 600_000), new Date(Date.now() + 60_000)];
      const input = { StartTime, EndTime, MetricDataQueries };
      return client.send(new GetMetricDataCommand(input)).finally(() => client.destroy());
    };
    const { MetricDataResults = [] } = await ask("cloudwatch:GetMetricData");
    const sum = (values: number[] = []) => values.reduce((total, value) => total + value, 0);
    expect(
      MetricDataResults.map(({ Id, Label, Values }) => [Id, Label, sum(Values)]),
    ).to.have.deep.members([
      ["m", "Errors", 6],
      ["q", "greet", 6],
      ["q", "calm", 0],
    ]);
    expect(MetricDataResults[0]?.Timestamps?.[0]).to.be.instanceOf(Date);
    const refused = await ask("cloudwatch:ListMetrics").catch((error: Error) => error.name);
    expect(refused).to.equal("AccessDeniedException");
  });

  it("come from invocations that Lambda reports in its own log lines, with cold starts", () => {
    const lines = backend.lambda.logOf("greet").map((line) => JSON.parse(line));
    const reports = lines.filter(({ type }) => type === "platform.report");
    expect(reports.map(({ record }) => record.status)).to.deep.equal(Array(6).fill("error"));
    expect(reports.map(({ record }) => record.metrics.initDurationMs > 0)).to.deep.equal([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(lines.filter(({ type }) => type === "platform.initStart")).to.have.length(1);
  });
});
