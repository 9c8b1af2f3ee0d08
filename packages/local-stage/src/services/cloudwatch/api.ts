import { AwsError } from "../../gate/errors";
import type { GateService } from "../../gate/gate";
import { oneLine } from "../../log";
import type { Metrics } from "./metrics";
import { type MetricQuery, type QueryLine, readQueries } from "./queries";

// biome-ignore lint/suspicious/noExplicitAny: the shapes of CloudWatch's API
type Input = Record<string, any>;

/** CloudWatch's API as functions call it: GetMetricData, in the JSON protocol of today's SDK. */
export function cloudWatchApi(metrics: Metrics): GateService {
  return async (call) => {
    const action = String(call.headers["x-amz-target"] ?? "")
      .split(".")
      .at(-1);
    if (action !== "GetMetricData") {
      const what = action || "call in this protocol";
      throw new AwsError(501, "NotSimulated", `The local stage has no CloudWatch ${what}.`);
    }
    call.require({ action: `cloudwatch:${action}`, resource: "*" });
    const input = JSON.parse(call.body.toString("utf8") || "{}") as Input;
    try {
      return {
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: JSON.stringify(metricData(input, metrics)),
      };
    } catch (error) {
      throw new AwsError(400, "ValidationError", oneLine(error));
    }
  };
}

function metricData(input: Input, metrics: Metrics) {
  const from = Number(input.StartTime) * 1000;
  const to = Number(input.EndTime) * 1000;
  if (!(from < to)) throw new Error("The parameter StartTime must be less than EndTime.");
  const lines = readQueries((input.MetricDataQueries ?? []).map(readQuery), metrics)(from, to);
  const oldestFirst = input.ScanBy === "TimestampAscending";
  return {
    MetricDataResults: lines.map((line) => {
      const points = pointsOf(line, from, to);
      if (!oldestFirst) points.reverse();
      return {
        Id: line.id,
        Label: line.label,
        Timestamps: points.map(([time]) => time / 1000),
        Values: points.map(([, value]) => value),
        StatusCode: "Complete",
      };
    }),
    Messages: [],
  };
}

/** One point per period in which there was something, at the period's start. */
function pointsOf(line: QueryLine, from: number, to: number): [time: number, value: number][] {
  const step = line.periodSeconds * 1000;
  if ((to - from) / step > 100_800)
    throw new Error("That is more datapoints than CloudWatch gives.");
  const points: [number, number][] = [];
  for (let start = Math.floor(from / step) * step; start < to; start += step) {
    const value = line.value(start, start + step);
    if (value !== undefined) points.push([start, value]);
  }
  return points;
}

function readQuery({ Id, Expression, Label, MetricStat, Period, ReturnData }: Input): MetricQuery {
  const dimensions = (MetricStat?.Metric.Dimensions ?? []) as { Name: string; Value: string }[];
  return {
    id: Id,
    expression: Expression,
    label: Label,
    ...(Period && { periodSeconds: Period }),
    returns: ReturnData ?? true,
    ...(MetricStat && {
      metric: {
        namespace: MetricStat.Metric.Namespace,
        name: MetricStat.Metric.MetricName,
        dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
        statistic: MetricStat.Stat,
        periodSeconds: MetricStat.Period,
      },
    }),
  };
}
