import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { FailureQueue } from "./failure-queue";
import type { LambdaFunction } from "./lambda";

/** Feeds a table's stream to a function. Every limit is set, because the defaults retry for ever. */
export function feedStream(
  name: string,
  streamArn: pulumi.Output<string>,
  consumer: LambdaFunction,
  failures: FailureQueue,
): aws.lambda.EventSourceMapping {
  return new aws.lambda.EventSourceMapping(
    name,
    {
      eventSourceArn: streamArn,
      functionName: consumer.aliasArn,
      startingPosition: "TRIM_HORIZON",
      batchSize: 100,
      parallelizationFactor: 2,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 5,
      maximumRecordAgeInSeconds: 3600,
      functionResponseTypes: ["ReportBatchItemFailures"],
      destinationConfig: { onFailure: { destinationArn: failures.arn } },
    },
    { parent: consumer },
  );
}
