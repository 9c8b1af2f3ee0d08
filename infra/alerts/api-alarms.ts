import type { AlarmSources, AlarmSpec } from "./alarm-spec";
import { expressionOf, fiveMinutes, type Metric, metricQuery, statisticOf } from "./metrics";

/** The alarms of the REST API. */
export function apiAlarms({ apiName, stageName, config }: AlarmSources): AlarmSpec[] {
  const api = (metricName: string): Metric => ({
    namespace: "AWS/ApiGateway",
    metricName,
    dimensions: { ApiName: apiName, Stage: stageName },
  });
  return [
    {
      name: "server-errors",
      audience: "critical",
      description:
        "The API returned more than 10 5xx errors in 5 minutes, over 1 % of the requests.",
      // The average of this metric is the rate of the requests that it counts.
      evaluated: expressionOf("IF(errors > 10 AND share > 0.01, 1, 0)", [
        metricQuery("errors", api("5XXError"), fiveMinutes),
        metricQuery("share", api("5XXError"), fiveMinutes, "Average"),
      ]),
      threshold: 0,
    },
    {
      name: "slow-api",
      audience: "warning",
      description: `p99 API latency exceeded ${config.slowApiMs} ms for 10 minutes.`,
      evaluated: statisticOf(api("Latency"), fiveMinutes, "p99"),
      threshold: config.slowApiMs,
      evaluationPeriods: 2,
    },
  ];
}
