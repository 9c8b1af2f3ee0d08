import type { AlarmSources, AlarmSpec } from "./alarm-spec";
import { fiveMinutes, hour, type Metric, statisticOf } from "./metrics";

/** The alarms of CloudFront. */
export function edgeAlarms({ distributionId, config }: AlarmSources): AlarmSpec[] {
  const edge = (metricName: string): Metric => ({
    namespace: "AWS/CloudFront",
    metricName,
    dimensions: { DistributionId: distributionId, Region: "Global" },
  });
  const errors: AlarmSpec = {
    name: "edge-errors",
    audience: "edge",
    description: "CloudFront's error rate (4xx and 5xx) exceeded 50 % for 15 minutes.",
    // Bots that probe for weaknesses cause many a 404 on a quiet site, so 4xx has no alarm of its own.
    evaluated: statisticOf(edge("TotalErrorRate"), fiveMinutes, "Average"),
    threshold: 50,
    evaluationPeriods: 3,
  };
  const misses: AlarmSpec = {
    name: "edge-misses",
    audience: "edge",
    description: "CloudFront's cache hit rate fell below 70 % for an hour.",
    evaluated: statisticOf(edge("CacheHitRate"), hour, "Average"),
    threshold: 70,
    comparisonOperator: "LessThanThreshold",
  };
  return config.edgeMetrics ? [errors, misses] : [errors];
}
