import { CloudWatchClient, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import { liveAlias } from "./outcome";

/** Whose calls are counted: those of the alias `live`, or of the one version that it led them to. */
export interface Counted {
  readonly functionName: string;
  /** Lambda tells versions apart for sure only while the alias leads to two. */
  readonly version?: string;
}

/** A stretch of time in whole minutes, ISO 8601; `until` is not part of it. */
export interface Span {
  readonly from: string;
  readonly until: string;
}

/** How a function, or one version of it, has done. */
export interface FunctionRecord extends Counted {
  readonly calls: number;
  readonly errors: number;
  /** The minute of its first error. */
  readonly failingSince?: string;
}

/** Reads how each has done in a stretch of time. */
export type FunctionRecords = (
  counted: readonly Counted[],
  span: Span,
) => Promise<FunctionRecord[]>;

const metrics = { calls: "Invocations", errors: "Errors" } as const;

/** The records in CloudWatch: one query for all functions. */
export function cloudWatchRecords(client = new CloudWatchClient({})): FunctionRecords {
  return async (counted, { from, until }) => {
    const points = new Map<string, [minute: Date, count: number][]>();
    const query = {
      StartTime: new Date(from),
      EndTime: new Date(until),
      MetricDataQueries: counted.flatMap((one, index) =>
        Object.entries(metrics).map(([what, MetricName]) => ({
          Id: `${what}${index}`,
          MetricStat: { Metric: metricOf(MetricName, one), Period: 60, Stat: "Sum" },
        })),
      ),
    };
    for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, query)) {
      for (const { Id = "", Timestamps = [], Values = [] } of MetricDataResults) {
        const more = Values.map((count, index): [Date, number] => [
          Timestamps[index] ?? new Date(from),
          count,
        ]);
        points.set(Id, [...(points.get(Id) ?? []), ...more]);
      }
    }
    return counted.map((one, index) => {
      const errors = points.get(`errors${index}`) ?? [];
      const failing = errors.filter(([, count]) => count > 0).map(([minute]) => minute.getTime());
      return {
        ...one,
        calls: sum(points.get(`calls${index}`) ?? []),
        errors: sum(errors),
        ...(failing.length > 0 && { failingSince: new Date(Math.min(...failing)).toISOString() }),
      };
    });
  };
}

function sum(points: readonly [minute: Date, count: number][]): number {
  return points.reduce((total, [, count]) => total + count, 0);
}

/**
 * Of the alias alone: a failed health check of an old version must not count against the live one.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
 */
function metricOf(MetricName: string, { functionName, version }: Counted) {
  return {
    Namespace: "AWS/Lambda",
    MetricName,
    Dimensions: [
      { Name: "FunctionName", Value: functionName },
      { Name: "Resource", Value: `${functionName}:${liveAlias}` },
      ...(version ? [{ Name: "ExecutedVersion", Value: version }] : []),
    ],
  };
}
