import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

type MetricAlarmArgs = aws.cloudwatch.MetricAlarmArgs;
type Query = aws.types.input.cloudwatch.MetricAlarmMetricQuery;

/** One metric of CloudWatch; without dimensions, of all that report it in this account and region. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What an alarm evaluates: a statistic of one metric, or an expression over several. */
export type Evaluated =
  | Pick<
      MetricAlarmArgs,
      "namespace" | "metricName" | "dimensions" | "statistic" | "extendedStatistic" | "period"
    >
  | Pick<MetricAlarmArgs, "metricQueries">;

export const minute = 60;
export const fiveMinutes = 300;
export const hour = 3600;

/** One statistic of one metric: "Sum", "Average", "Maximum" or a percentile such as "p99". */
export function statisticOf(metric: Metric, period: number, stat: string): Evaluated {
  const statistic = stat.startsWith("p") ? { extendedStatistic: stat } : { statistic: stat };
  return { ...metric, period, ...statistic };
}

/** An expression over metrics that it names. */
export function expressionOf(expression: string, metrics: readonly Query[]): Evaluated {
  return { metricQueries: [{ id: "answer", expression, returnData: true }, ...metrics] };
}

/** A metric that an expression refers to by its id. */
export function metricQuery(id: string, metric: Metric, period: number, stat = "Sum"): Query {
  return { id, metric: { ...metric, period, stat }, returnData: false };
}
