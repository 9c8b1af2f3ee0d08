import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BookingApi } from "./booking-api";
import type { StageConfig } from "./config";
import type { StoredTable } from "./data-store";
import { policyDocument, tlsOnly } from "./iam";

export interface AlertsArgs {
  readonly api: BookingApi;
  readonly tables: Readonly<Record<string, StoredTable>>;
  readonly config: StageConfig;
}

/** Who is told when something is wrong, and what counts as wrong. */
export class Alerts extends pulumi.ComponentResource {
  /** Customers notice: e-mail and text message. */
  readonly criticalTopicArn: pulumi.Output<string>;
  /** Somebody should look today: e-mail. */
  readonly warningTopicArn: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    args: AlertsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:Alerts", name, {}, opts);
    const { api, tables, config } = args;
    const critical = this.topic("critical");
    const warning = this.topic("warning");
    this.subscribe("critical-email", critical, "email", config.alertEmail);
    this.subscribe("critical-sms", critical, "sms", config.alertPhone);
    this.subscribe("warning-email", warning, "email", config.alertEmail);
    this.criticalTopicArn = critical.arn;
    this.warningTopicArn = warning.arn;

    this.alarm("function-errors", critical, {
      alarmDescription: "Functions failed more than 5 times in 5 minutes.",
      // Without a dimension: all functions of the account and region in one metric. An alarm is
      // billed by its metrics and ten are free, so it is not one per function.
      ...metric("AWS/Lambda", "Errors"),
      threshold: 5,
      period: 300,
    });
    this.alarm("server-errors", critical, {
      alarmDescription: "The API answered 5xx more than 10 times in 5 minutes.",
      ...metric("AWS/ApiGateway", "5XXError", { ApiName: api.apiName, Stage: api.stageName }),
      threshold: 10,
      period: 300,
    });
    this.alarm("table-throttles", critical, {
      alarmDescription: "DynamoDB refused a request for capacity within a minute.",
      metricQueries: throttles(tables),
      threshold: 0,
    });
    this.alarm("stream-failures", warning, {
      alarmDescription: "A change of a table could not be handled and waits in the queue.",
      ...metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", {
        QueueName: api.failures.queueName,
      }),
      statistic: "Maximum",
      threshold: 0,
      period: 300,
    });
    this.registerOutputs({
      criticalTopicArn: this.criticalTopicArn,
      warningTopicArn: this.warningTopicArn,
    });
  }

  /**
   * A topic that only this account's alarms write to. Without a key of its own: CloudWatch cannot
   * use alias/aws/sns, and a customer key costs $1 a month for text that names no customer. SNS
   * encrypts what it stores anyway.
   * https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
   */
  private topic(noun: string): aws.sns.Topic {
    const topic = new aws.sns.Topic(`${this.name}-${noun}`, {}, { parent: this });
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    new aws.sns.TopicPolicy(
      `${this.name}-${noun}-policy`,
      {
        arn: topic.arn,
        policy: policyDocument([
          {
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: { StringEquals: { "AWS:SourceAccount": accountId } },
          },
          tlsOnly("sns:Publish", [topic.arn]),
        ]),
      },
      { parent: this },
    );
    return topic;
  }

  private subscribe(
    noun: string,
    topic: aws.sns.Topic,
    protocol: "email" | "sms",
    endpoint: string | undefined,
  ): void {
    if (endpoint === undefined) return;
    new aws.sns.TopicSubscription(
      `${this.name}-${noun}`,
      { topic: topic.arn, protocol, endpoint },
      { parent: this },
    );
  }

  private alarm(noun: string, topic: aws.sns.Topic, args: Partial<aws.cloudwatch.MetricAlarmArgs>) {
    new aws.cloudwatch.MetricAlarm(
      `${this.name}-${noun}`,
      {
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
        alarmActions: [topic.arn],
        okActions: [topic.arn],
        ...args,
      },
      { parent: this },
    );
  }
}

function metric(
  namespace: string,
  metricName: string,
  dimensions?: Record<string, pulumi.Input<string>>,
) {
  return { namespace, metricName, dimensions, statistic: "Sum" };
}

/** Read and write throttles of every table, added up over one minute. */
function throttles(
  tables: Readonly<Record<string, StoredTable>>,
): aws.types.input.cloudwatch.MetricAlarmMetricQuery[] {
  const metrics = Object.entries(tables).flatMap(([noun, table]) =>
    ["ReadThrottleEvents", "WriteThrottleEvents"].map((metricName) => ({
      id: `${noun}_${metricName}`,
      metric: {
        namespace: "AWS/DynamoDB",
        metricName,
        dimensions: { TableName: table.name },
        stat: "Sum",
        period: 60,
      },
      returnData: false,
    })),
  );
  const sum = {
    id: "throttles",
    label: "Throttled requests",
    // A table without throttles has no data at all, and a sum with a gap in it is a gap.
    expression: metrics.map(({ id }) => `FILL(${id}, 0)`).join(" + "),
    returnData: true,
  };
  return [sum, ...metrics];
}
