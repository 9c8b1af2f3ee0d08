import type { AlarmSources, AlarmSpec } from "./alarm-spec";
import { expressionOf, fiveMinutes, hour, type Metric, metricQuery, statisticOf } from "./metrics";

/** The alarms of all functions together: every function of its own would be billed as a metric. */
export function functionAlarms({ coldStarts }: AlarmSources): AlarmSpec[] {
  return [
    {
      name: "function-errors",
      audience: "critical",
      rollsBack: true,
      description:
        "More than 5 function invocations failed in 5 minutes, or more than 5 % of at least 20.",
      evaluated: expressionOf("IF(errors > 5 OR (calls >= 20 AND errors / calls > 0.05), 1, 0)", [
        metricQuery("errors", lambda("Errors"), fiveMinutes),
        metricQuery("calls", lambda("Invocations"), fiveMinutes),
      ]),
      threshold: 0,
    },
    {
      name: "function-throttles",
      audience: "critical",
      description: "Lambda throttled more than 10 invocations in 5 minutes.",
      evaluated: statisticOf(lambda("Throttles"), fiveMinutes, "Sum"),
      threshold: 10,
    },
    {
      name: "slow-functions",
      audience: "warning",
      description: "p99 function duration exceeded 5 s for 10 minutes.",
      evaluated: statisticOf(lambda("Duration"), fiveMinutes, "p99"),
      threshold: 5_000,
      evaluationPeriods: 2,
    },
    {
      name: "cold-starts",
      audience: "warning",
      description: "More than 20 % of at least 100 invocations in an hour were cold starts.",
      evaluated: expressionOf("IF(calls >= 100, 100 * FILL(starts, 0) / calls, 0)", [
        metricQuery("starts", coldStarts, hour),
        metricQuery("calls", lambda("Invocations"), hour),
      ]),
      threshold: 20,
    },
  ];
}

function lambda(metricName: string): Metric {
  return { namespace: "AWS/Lambda", metricName };
}
