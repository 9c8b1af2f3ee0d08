import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";

/** Who hears of an alarm: `edge` is the warning topic of the one region with CloudFront's metrics. */
export type Audience = "critical" | "warning" | "edge";

/** One alarm: what it watches, and who hears of it. */
export interface Watch {
  readonly noun: string;
  readonly audience: Audience;
  /** Also moves functions back to their earlier version. */
  readonly rollsBack?: boolean;
  readonly args: AlarmArgs;
}

type AlarmArgs = Pick<
  aws.cloudwatch.MetricAlarmArgs,
  "alarmDescription" | "threshold" | "evaluationPeriods" | "comparisonOperator"
> &
  (
    | Pick<
        aws.cloudwatch.MetricAlarmArgs,
        "namespace" | "metricName" | "dimensions" | "statistic" | "extendedStatistic" | "period"
      >
    | Pick<aws.cloudwatch.MetricAlarmArgs, "metricQueries">
  );

type Query = aws.types.input.cloudwatch.MetricAlarmMetricQuery;
type Dimensions = Readonly<Record<string, pulumi.Input<string>>>;

/** What the alarms refer to. */
export interface Watched {
  readonly apiName: pulumi.Input<string>;
  readonly stageName: pulumi.Input<string>;
  readonly failureQueueName: pulumi.Input<string>;
  readonly distributionId: pulumi.Input<string>;
  readonly coldStarts: Metric;
  readonly config: Pick<StageConfig, "edgeMetrics" | "slowApiMs">;
}

/** One metric of CloudWatch; without dimensions, of all that report it in this account and region. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Dimensions;
}

const minute = 60;
const fiveMinutes = 300;
const hour = 3600;

/** Of all functions together, of this account and region: an alarm is billed by its metrics. */
const functions = (metricName: string): Metric => ({ namespace: "AWS/Lambda", metricName });

/**
 * Every alarm of a stage. CloudWatch gives ten metrics away; these read ten, and an eleventh where
 * `edgeMetrics` is on. Throttles of tables are not counted: they have no metric until there is one.
 */
export function alarmList(watched: Watched): Watch[] {
  const { apiName, stageName, failureQueueName, distributionId, config } = watched;
  const api = (metricName: string): Metric => ({
    namespace: "AWS/ApiGateway",
    metricName,
    dimensions: { ApiName: apiName, Stage: stageName },
  });
  const edge = (metricName: string): Metric => ({
    namespace: "AWS/CloudFront",
    metricName,
    dimensions: { DistributionId: distributionId, Region: "Global" },
  });
  return [
    {
      noun: "function-errors",
      audience: "critical",
      rollsBack: true,
      args: {
        alarmDescription:
          "More than 5 calls of functions failed in 5 minutes, or more than 5 % of at least 20.",
        metricQueries: math("IF(errors > 5 OR (calls >= 20 AND errors / calls > 0.05), 1, 0)", [
          sum("errors", functions("Errors"), fiveMinutes),
          sum("calls", functions("Invocations"), fiveMinutes),
        ]),
        threshold: 0,
      },
    },
    {
      noun: "server-errors",
      audience: "critical",
      args: {
        alarmDescription:
          "The API answered 5xx more than 10 times in 5 minutes, and to more than 1 % of the requests.",
        // The average of this metric is the share of requests that it counts.
        metricQueries: math("IF(errors > 10 AND share > 0.01, 1, 0)", [
          sum("errors", api("5XXError"), fiveMinutes),
          read("share", api("5XXError"), fiveMinutes, "Average"),
        ]),
        threshold: 0,
      },
    },
    {
      noun: "table-throttles",
      audience: "critical",
      args: {
        alarmDescription: "DynamoDB refused a request for capacity within a minute.",
        // Seven tables with their operations are more metrics than one sum may have.
        metricQueries: [
          {
            id: "throttles",
            expression:
              'SELECT SUM(ThrottledRequests) FROM SCHEMA("AWS/DynamoDB", TableName, Operation)',
            period: minute,
            returnData: true,
          },
        ],
        threshold: 0,
      },
    },
    {
      noun: "function-throttles",
      audience: "critical",
      args: {
        alarmDescription: "Lambda refused more than 10 calls in 5 minutes.",
        ...single(functions("Throttles"), fiveMinutes, "Sum"),
        threshold: 10,
      },
    },
    {
      noun: "slow-functions",
      audience: "warning",
      args: {
        alarmDescription: "One call of a function in 100 took over 5 seconds, for 10 minutes.",
        ...single(functions("Duration"), fiveMinutes, "p99"),
        threshold: 5_000,
        evaluationPeriods: 2,
      },
    },
    {
      noun: "slow-api",
      audience: "warning",
      args: {
        alarmDescription: `One answer of the API in 100 took over ${config.slowApiMs} ms, for 10 minutes.`,
        ...single(api("Latency"), fiveMinutes, "p99"),
        threshold: config.slowApiMs,
        evaluationPeriods: 2,
      },
    },
    {
      noun: "cold-starts",
      audience: "warning",
      args: {
        alarmDescription:
          "More than 20 % of at least 100 calls in an hour had to start a function.",
        metricQueries: math("IF(calls >= 100, 100 * FILL(starts, 0) / calls, 0)", [
          sum("starts", watched.coldStarts, hour),
          sum("calls", functions("Invocations"), hour),
        ]),
        threshold: 20,
      },
    },
    {
      noun: "stream-failures",
      audience: "warning",
      args: {
        alarmDescription: "A change of a table could not be handled and waits in the queue.",
        ...single(
          {
            namespace: "AWS/SQS",
            metricName: "ApproximateNumberOfMessagesVisible",
            dimensions: { QueueName: failureQueueName },
          },
          fiveMinutes,
          "Maximum",
        ),
        threshold: 0,
      },
    },
    {
      noun: "edge-errors",
      audience: "edge",
      args: {
        alarmDescription:
          "The edge answered 4xx or 5xx to over half of the requests for 15 minutes.",
        // Robots that try doors make many a 404 on a quiet site, so neither half is told apart.
        ...single(edge("TotalErrorRate"), fiveMinutes, "Average"),
        threshold: 50,
        evaluationPeriods: 3,
      },
    },
    ...(config.edgeMetrics
      ? [
          {
            noun: "edge-misses",
            audience: "edge" as const,
            args: {
              alarmDescription: "The edge answered under 70 % of an hour's requests by itself.",
              ...single(edge("CacheHitRate"), hour, "Average"),
              comparisonOperator: "LessThanThreshold",
              threshold: 70,
            },
          },
        ]
      : []),
  ];
}

function single({ namespace, metricName, dimensions }: Metric, period: number, stat: string) {
  const statistic = stat.startsWith("p") ? { extendedStatistic: stat } : { statistic: stat };
  return { namespace, metricName, ...(dimensions && { dimensions }), period, ...statistic };
}

function sum(id: string, metric: Metric, period: number): Query {
  return read(id, metric, period, "Sum");
}

function read(id: string, metric: Metric, period: number, stat: string): Query {
  return { id, metric: { ...metric, period, stat }, returnData: false };
}

function math(expression: string, metrics: readonly Query[]): Query[] {
  return [{ id: "answer", expression, returnData: true }, ...metrics];
}
