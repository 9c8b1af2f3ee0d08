import { CloudWatchClient, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import { liveAlias } from "./outcome";

/** How a function's live version has done lately. */
export interface FunctionRecord {
  readonly functionName: string;
  readonly calls: number;
  readonly errors: number;
}

/** Reads how each function has done since a moment (ISO 8601). */
export type FunctionRecords = (
  functionNames: readonly string[],
  since: string,
) => Promise<FunctionRecord[]>;

const metrics = { calls: "Invocations", errors: "Errors" } as const;

/** The records in CloudWatch: one query for all functions. */
export function cloudWatchRecords(client = new CloudWatchClient({})): FunctionRecords {
  return async (functionNames, since) => {
    const sums = new Map<string, number>();
    const query = {
      StartTime: new Date(since),
      EndTime: new Date(),
      MetricDataQueries: functionNames.flatMap((name, index) =>
        Object.entries(metrics).map(([what, MetricName]) => ({
          Id: `${what}${index}`,
          MetricStat: { Metric: liveMetric(MetricName, name), Period: 60, Stat: "Sum" },
        })),
      ),
    };
    for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, query)) {
      for (const { Id = "", Values = [] } of MetricDataResults) {
        sums.set(
          Id,
          Values.reduce((sum, value) => sum + value, sums.get(Id) ?? 0),
        );
      }
    }
    return functionNames.map((functionName, index) => ({
      functionName,
      calls: sums.get(`calls${index}`) ?? 0,
      errors: sums.get(`errors${index}`) ?? 0,
    }));
  };
}

/** Of the alias alone: a failed health check of an old version must not count against the live one. */
function liveMetric(MetricName: string, functionName: string) {
  return {
    Namespace: "AWS/Lambda",
    MetricName,
    Dimensions: [
      { Name: "FunctionName", Value: functionName },
      { Name: "Resource", Value: `${functionName}:${liveAlias}` },
    ],
  };
}
