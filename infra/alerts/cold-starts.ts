import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../functions/lambda";
import type { Metric } from "./metrics";

/**
 * Counts cold starts. Lambda has no metric for them, but its JSON log reports one at the end of the
 * invocation; all log groups add to one metric, since each costs $0.30 a month beyond ten.
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
      `${name}-${one.shortName}`,
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
