import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";
import type { Evaluated, Metric } from "./metrics";

/** Who is notified of an alarm: `edge` is the warning topic of the one region with CloudFront's metrics. */
export type Audience = "critical" | "warning" | "edge";

/** One alarm, before it is declared. */
export interface AlarmSpec {
  /** Names the alarm and its runbook. */
  readonly name: string;
  readonly audience: Audience;
  /** Also triggers the rollback of the functions that fail. */
  readonly rollsBack?: boolean;
  /** What has happened, in a sentence. */
  readonly description: string;
  readonly evaluated: Evaluated;
  readonly threshold: number;
  /** Default 1. */
  readonly evaluationPeriods?: number;
  /** Default "GreaterThanThreshold". */
  readonly comparisonOperator?: aws.cloudwatch.MetricAlarmArgs["comparisonOperator"];
}

/** What the alarms watch. */
export interface AlarmSources {
  readonly apiName: pulumi.Input<string>;
  readonly stageName: pulumi.Input<string>;
  readonly failureQueueName: pulumi.Input<string>;
  readonly distributionId: pulumi.Input<string>;
  readonly coldStarts: Metric;
  readonly config: Pick<StageConfig, "edgeMetrics" | "slowApiMs">;
}
