import { expect } from "chai";
import { program, statements } from "../support/pulumi";

const type = "aws:cloudwatch/metricAlarm:MetricAlarm";
const topic = (noun: string) => `arn:aws:sns:ca-central-1:000000000000:alerts-${noun}`;
const always = (noun: string) => ({
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  treatMissingData: "notBreaching",
  alarmActions: [topic(noun)],
  okActions: [topic(noun)],
});

describe("the alarms", () => {
  it("ring at more than 5 failed calls of functions in 5 minutes", async () => {
    expect((await program("prod")).named(type, "alerts-function-errors").inputs).to.deep.include({
      ...always("critical"),
      namespace: "AWS/Lambda",
      metricName: "Errors",
      statistic: "Sum",
      threshold: 5,
      period: 300,
    });
  });

  it("ring at more than 10 server errors of the API in 5 minutes", async () => {
    const graph = await program("prod");
    expect(graph.named(type, "alerts-server-errors").inputs).to.deep.include({
      ...always("critical"),
      namespace: "AWS/ApiGateway",
      metricName: "5XXError",
      dimensions: {
        ApiName: graph.only("aws:apigateway/restApi:RestApi").outputs.name,
        Stage: "api",
      },
      statistic: "Sum",
      threshold: 10,
      period: 300,
    });
  });

  it("ring at any throttle of any table within a minute", async () => {
    const { inputs } = (await program("prod")).named(type, "alerts-table-throttles");
    expect(inputs).to.deep.include({ ...always("critical"), threshold: 0 });
    const [sum, ...metrics] = inputs.metricQueries;
    expect(sum).to.deep.include({
      expression:
        "FILL(bookings_ReadThrottleEvents, 0) + FILL(bookings_WriteThrottleEvents, 0) + FILL(slots_ReadThrottleEvents, 0) + FILL(slots_WriteThrottleEvents, 0)",
      returnData: true,
    });
    const measured = metrics.map(
      (query: { id: string; metric: { dimensions: object; metricName: string } }) => ({
        id: query.id,
        ...query.metric,
      }),
    );
    const of = (table: string, metricName: string) => ({
      id: `${table}_${metricName}`,
      namespace: "AWS/DynamoDB",
      metricName,
      dimensions: { TableName: `data-${table}` },
      stat: "Sum",
      period: 60,
    });
    expect(measured).to.deep.equal([
      of("bookings", "ReadThrottleEvents"),
      of("bookings", "WriteThrottleEvents"),
      of("slots", "ReadThrottleEvents"),
      of("slots", "WriteThrottleEvents"),
    ]);
  });

  it("ring when a change waits in the failure queue, as a warning", async () => {
    const graph = await program("prod");
    expect(graph.named(type, "alerts-stream-failures").inputs).to.deep.include({
      ...always("warning"),
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: graph.only("aws:sqs/queue:Queue").outputs.name },
      statistic: "Maximum",
      threshold: 0,
      period: 300,
    });
  });

  it("stay within the ten metrics that cost nothing", async () => {
    const billed = (await program("prod"))
      .ofType(type)
      .flatMap(({ inputs }) =>
        inputs.metricQueries
          ? inputs.metricQueries.filter((query: { metric?: unknown }) => query.metric)
          : [inputs.metricName],
      );
    expect(billed).to.have.lengthOf.at.most(10);
  });
});

describe("the topics", () => {
  it("are written to by this account's alarms only, over TLS only", async () => {
    const graph = await program("prod");
    for (const noun of ["critical", "warning"]) {
      const policy = graph.named("aws:sns/topicPolicy:TopicPolicy", `alerts-${noun}-policy`);
      expect(policy.inputs.arn).to.equal(topic(noun));
      expect(statements(policy)).to.deep.equal([
        {
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topic(noun),
          Condition: { StringEquals: { "AWS:SourceAccount": "000000000000" } },
        },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: [topic(noun)],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]);
    }
  });

  it("have no key that CloudWatch could not use", async () => {
    for (const { inputs } of (await program("prod")).ofType("aws:sns/topic:Topic")) {
      expect(inputs).not.to.have.property("kmsMasterKeyId");
    }
  });
});
