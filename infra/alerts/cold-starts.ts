import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../functions/lambda";
import type { Metric } from "./alarm-list";

/**
 * Counts how often a function had to be started for a call. Lambda has no metric for it, but its
 * JSON log says so at the end of each call; all groups add to one metric, since each costs $0.30 a
 * month beyond ten.
 */
export function countColdStarts(
  name: string,
  functions: readonly LambdaFunction[],
  namespace: string,
  parent: pulumi.Resource,
): Metric {
  const metricName = "ColdStarts";
  functions.forEach((one) => {
    new aws.cloudwatch.LogMetricFilter(
      `${name}-${one.noun}`,
      {
        logGroupName: one.logGroupName,
        pattern: '{ ($.type = "platform.report") && ($.record.metrics.initDurationMs = *) }',
        metricTransformation: { namespace, name: metricName, value: "1", unit: "Count" },
      },
      { parent },
    );
  });
  return { namespace, metricName };
}
