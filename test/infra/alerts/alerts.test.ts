import { expect } from "chai";
import type { Graph } from "local-stage";
import { program, statements } from "../../support/pulumi";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const at = "ca-central-1:000000000000";
const topics = {
  critical: `arn:aws:sns:${at}:alerts-critical-topic`,
  warning: `arn:aws:sns:${at}:alerts-warning-topic`,
  edge: "arn:aws:sns:us-east-1:000000000000:alerts-edge-topic",
  rollback: `arn:aws:sns:${at}:alerts-rollback-alarm-topic`,
};

/** As in gradual-release.test.ts, so that both look at one run of the program. */
const everyOption = {
  "shopfront:canaryPercent": "10",
  "shopfront:tracing": "true",
  "shopfront:edgeMetrics": "true",
  "shopfront:slowApiMs": "500",
};

const functions = { namespace: "AWS/Lambda" };
const api = (graph: Graph) => ({
  namespace: "AWS/ApiGateway",
  dimensions: {
    ApiName: graph.only("aws:apigateway/restApi:RestApi").outputs.name,
    Stage: "api",
  },
});
const edge = (graph: Graph) => ({
  namespace: "AWS/CloudFront",
  dimensions: {
    DistributionId: graph.only("aws:cloudfront/distribution:Distribution").id,
    Region: "Global",
  },
});
const query = (id: string, metric: object, period: number, stat: string) => ({
  id,
  metric: { ...metric, period, stat },
  returnData: false,
});
const answer = (expression: string) => ({ id: "answer", expression, returnData: true });

interface Expected {
  /** The number that was asked for. */
  readonly reference: string;
  readonly tells: readonly (keyof typeof topics)[];
  readonly inputs: (graph: Graph) => object;
}

/** Every alarm of the default stage, the number it was asked to have, and the resource it is. */
const table: Readonly<Record<string, Expected>> = {
  "function-errors": {
    reference: "error rate > 5 % or > 5 errors in 5 minutes, and it rolls back",
    tells: ["critical", "rollback"],
    inputs: () => ({
      threshold: 0,
      metricQueries: [
        answer("IF(errors > 5 OR (calls >= 20 AND errors / calls > 0.05), 1, 0)"),
        query("errors", { ...functions, metricName: "Errors" }, 300, "Sum"),
        query("calls", { ...functions, metricName: "Invocations" }, 300, "Sum"),
      ],
    }),
  },
  "server-errors": {
    reference: "5xx > 10 in 5 minutes and > 1 %",
    tells: ["critical"],
    inputs: (graph) => ({
      threshold: 0,
      metricQueries: [
        answer("IF(errors > 10 AND share > 0.01, 1, 0)"),
        query("errors", { ...api(graph), metricName: "5XXError" }, 300, "Sum"),
        query("share", { ...api(graph), metricName: "5XXError" }, 300, "Average"),
      ],
    }),
  },
  "table-throttles": {
    reference: "throttles > 0 in 1 minute",
    tells: ["critical"],
    inputs: () => ({
      threshold: 0,
      metricQueries: [
        {
          id: "throttles",
          expression:
            'SELECT SUM(ThrottledRequests) FROM SCHEMA("AWS/DynamoDB", TableName, Operation)',
          period: 60,
          returnData: true,
        },
      ],
    }),
  },
  "function-throttles": {
    reference: "throttles > 10 in 5 minutes",
    tells: ["critical"],
    inputs: () => ({
      ...functions,
      metricName: "Throttles",
      statistic: "Sum",
      period: 300,
      threshold: 10,
    }),
  },
  "slow-functions": {
    reference: "p99 > 5 s for 10 minutes",
    tells: ["warning"],
    inputs: () => ({
      ...functions,
      metricName: "Duration",
      extendedStatistic: "p99",
      period: 300,
      evaluationPeriods: 2,
      threshold: 5_000,
    }),
  },
  "slow-api": {
    reference: "p99 > 1,000 ms in two periods",
    tells: ["warning"],
    inputs: (graph) => ({
      ...api(graph),
      metricName: "Latency",
      extendedStatistic: "p99",
      period: 300,
      evaluationPeriods: 2,
      threshold: 1_000,
    }),
  },
  "cold-starts": {
    reference: "cold starts > 20 %, from a metric filter",
    tells: ["warning"],
    inputs: () => ({
      threshold: 20,
      metricQueries: [
        answer("IF(calls >= 100, 100 * FILL(starts, 0) / calls, 0)"),
        query("starts", { namespace: "shopfront-prod", metricName: "ColdStarts" }, 3600, "Sum"),
        query("calls", { ...functions, metricName: "Invocations" }, 3600, "Sum"),
      ],
    }),
  },
  "stream-failures": {
    reference: "stream queue not empty",
    tells: ["warning"],
    inputs: (graph) => ({
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: graph.only("aws:sqs/queue:Queue").outputs.name },
      statistic: "Maximum",
      period: 300,
      threshold: 0,
    }),
  },
  "edge-errors": {
    reference: "4xx and 5xx of CloudFront",
    tells: ["edge"],
    inputs: (graph) => ({
      ...edge(graph),
      metricName: "TotalErrorRate",
      statistic: "Average",
      period: 300,
      evaluationPeriods: 3,
      threshold: 50,
      region: "us-east-1",
    }),
  },
};

const withoutSentence = ({ alarmDescription: _, ...inputs }: Record<string, unknown>) => inputs;

/** How many metrics an alarm reads: what CloudWatch bills. */
function metricsRead(inputs: Record<string, unknown>): number {
  const queries = (inputs.metricQueries ?? []) as { metric?: Record<string, unknown> }[];
  const read = queries.flatMap(({ metric }) =>
    metric ? [JSON.stringify([metric.namespace, metric.metricName, metric.dimensions])] : [],
  );
  return inputs.metricName ? 1 : new Set(read).size;
}

describe("the alarms", () => {
  it("are those of the table and no other, at most ten, with at most ten metrics", async () => {
    const alarms = (await program("prod")).ofType(alarmType);
    expect(alarms.map(({ name }) => name)).to.have.members(
      Object.keys(table).map((noun) => `alerts-${noun}`),
    );
    expect(alarms).to.have.lengthOf.at.most(10);
    const metrics = alarms.reduce((sum, { inputs }) => sum + metricsRead(inputs), 0);
    expect(metrics).to.be.at.most(10);
  });

  for (const [noun, { reference, tells, inputs }] of Object.entries(table)) {
    it(`ring at ${reference}: ${noun}`, async () => {
      const graph = await program("prod");
      const alarm = graph.named(alarmType, `alerts-${noun}`).inputs;
      expect(alarm.alarmDescription).to.match(/^([A-Z]|p99).{20,}\. Runbook: \S+$/);
      expect(alarm.alarmDescription).to.have.lengthOf.at.most(1_024);
      expect(alarm.alarmDescription).to.match(new RegExp(` docs/runbooks/${noun}\\.md$`));
      expect(withoutSentence(alarm)).to.deep.equal({
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
        alarmActions: tells.map((audience) => topics[audience]),
        okActions: [topics[tells[0] as keyof typeof topics]],
        ...inputs(graph),
      });
    });
  }

  it("take the API's patience from the stage", async () => {
    const graph = await program("dev", everyOption);
    expect(graph.named(alarmType, "alerts-slow-api").inputs).to.include({ threshold: 500 });
  });

  it("ring at a hit ratio under 70 % in an hour, where the stage pays for the metric", async () => {
    const graph = await program("dev", everyOption);
    expect(withoutSentence(graph.named(alarmType, "alerts-edge-misses").inputs)).to.deep.equal({
      ...edge(graph),
      metricName: "CacheHitRate",
      statistic: "Average",
      comparisonOperator: "LessThanThreshold",
      period: 3600,
      evaluationPeriods: 1,
      threshold: 70,
      region: "us-east-1",
      treatMissingData: "notBreaching",
      alarmActions: [topics.edge],
      okActions: [topics.edge],
    });
    const subscription = graph.only("aws:cloudfront/monitoringSubscription:MonitoringSubscription");
    expect(subscription.inputs).to.deep.equal({
      distributionId: graph.only("aws:cloudfront/distribution:Distribution").id,
      monitoringSubscription: {
        realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" },
      },
    });
    expect(graph.ofType(alarmType)).to.have.lengthOf(10);
  });

  it("count a cold start in the log of each function, all in one metric", async () => {
    const graph = await program("prod");
    const filters = graph.ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter");
    const groups = graph
      .ofType("aws:cloudwatch/logGroup:LogGroup")
      .filter(({ name }) => /^api-.*-logs$/.test(name));
    expect(filters.map(({ inputs }) => inputs.logGroupName)).to.have.members(
      groups.map(({ outputs }) => outputs.name),
    );
    for (const { inputs } of filters) {
      expect(inputs.pattern).to.equal(
        '{ ($.type = "platform.report") && ($.record.metrics.initDurationMs = *) }',
      );
      expect(inputs.metricTransformation).to.deep.equal({
        namespace: "shopfront-prod",
        name: "ColdStarts",
        value: "1",
        unit: "Count",
      });
    }
  });
});

describe("the topics of the alarms", () => {
  const policyType = "aws:sns/topicPolicy:TopicPolicy";
  const publishers: Readonly<Record<string, string[]>> = {
    "alerts-critical": ["cloudwatch.amazonaws.com"],
    "alerts-warning": ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"],
    "alerts-edge": ["cloudwatch.amazonaws.com"],
    "alerts-rollback-alarm": ["cloudwatch.amazonaws.com"],
  };

  for (const [name, services] of Object.entries(publishers)) {
    it(`hear only ${services.join(", ")} of this account, over TLS: ${name}`, async () => {
      const policy = (await program("prod")).named(policyType, `${name}-policy`);
      const { arn } = policy.inputs;
      expect(statements(policy)).to.deep.equal([
        {
          Effect: "Allow",
          Principal: { Service: services },
          Action: "sns:Publish",
          Resource: arn,
          Condition: { StringEquals: { "AWS:SourceAccount": "000000000000" } },
        },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: [arn],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]);
    });
  }
});

describe("the rollback's wiring", () => {
  it("is called by its own topic alone, and may touch the functions it is told of", async () => {
    const graph = await program("prod");
    const { inputs } = graph.named("aws:lambda/permission:Permission", "alerts-rollback-caller");
    expect(inputs).to.deep.include({
      principal: "sns.amazonaws.com",
      sourceArn: topics.rollback,
      qualifier: "live",
    });
    const variables = graph.named(
      "aws:lambda/function:Function",
      "alerts-rollback-roll-back-function",
    ).inputs.environment.variables;
    const names = graph
      .ofType("aws:lambda/function:Function")
      .filter(({ name }) => name.startsWith("api-"))
      .map(({ outputs }) => outputs.name);
    expect(variables.FUNCTION_NAMES.split(",")).to.have.members(names);
    expect(variables.COOL_DOWN_MINUTES).to.equal("30");
    expect(variables.CRITICAL_TOPIC).to.equal(topics.critical);
    // All variables of a function together.
    expect(JSON.stringify(variables).length).to.be.below(4_096);
  });

  it("has a role that fits into what IAM takes", async () => {
    for (const { name, inputs } of (await program("prod")).ofType(
      "aws:iam/rolePolicy:RolePolicy",
    )) {
      expect(inputs.policy.replace(/\s/g, ""), name).to.have.lengthOf.below(10_240);
    }
  });
});

describe("the dashboards", () => {
  it("are three, as many as are free, and each widget is complete", async () => {
    const pages = (await program("prod")).ofType("aws:cloudwatch/dashboard:Dashboard");
    expect(pages.map(({ inputs }) => inputs.dashboardName)).to.have.members([
      "shopfront-prod-infrastructure",
      "shopfront-prod-business",
      "shopfront-prod-cost",
    ]);
    for (const { inputs } of pages) {
      const { widgets, start } = JSON.parse(inputs.dashboardBody);
      expect(start).to.match(/^-P/);
      expect(widgets.length).to.be.within(3, 8);
      for (const { type, x, y, properties } of widgets) {
        expect([x, y].every(Number.isInteger), inputs.dashboardName).to.equal(true);
        expect(properties.title).to.match(/\w/);
        expect(properties.region).to.match(/^(ca-central-1|us-east-1)$/);
        if (type === "metric") expect(properties.metrics.length).to.be.above(0);
        else expect(properties.query).to.match(/^SOURCE '\/aws\/lambda\/shopfront-prod-[^|]+ \| /);
      }
    }
  });

  it("show the infrastructure minute by minute over three hours", async () => {
    const page = (await program("prod")).named(
      "aws:cloudwatch/dashboard:Dashboard",
      "dashboards-infrastructure",
    );
    const { widgets, start } = JSON.parse(page.inputs.dashboardBody);
    expect(start).to.equal("-PT3H");
    for (const { properties } of widgets) expect(properties.period).to.equal(60);
  });
});

describe("the budget", () => {
  it("tells when a month costs more than it may, or will", async () => {
    const { inputs } = (await program("prod")).only("aws:budgets/budget:Budget");
    const told = {
      comparisonOperator: "GREATER_THAN",
      threshold: 100,
      thresholdType: "PERCENTAGE",
      subscriberSnsTopicArns: [topics.warning],
    };
    expect(inputs).to.deep.equal({
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: "5",
      limitUnit: "USD",
      notifications: [
        { notificationType: "ACTUAL", ...told },
        { notificationType: "FORECASTED", ...told },
      ],
    });
  });
});

describe("the audit trail", () => {
  it("keeps who changed what for 90 days, from every region, where the stage says so", async () => {
    const graph = await program("prod");
    const { outputs, inputs } = graph.named("aws:s3/bucket:Bucket", "audit-bucket");
    expect(inputs.forceDestroy).to.equal(false);
    expect(graph.only("awsx:cloudtrail:Trail").inputs).to.deep.equal({
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3Bucket: { existing: { arn: outputs.arn } },
    });
    const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    const [rule] = graph.named(lifecycle, "audit-lifecycle").inputs.rules;
    expect(rule).to.include({ status: "Enabled" });
    expect(rule.expiration).to.deep.equal({ days: 90 });
    expect((await program("dev")).ofType("awsx:cloudtrail:Trail")).to.deep.equal([]);
  });
});
