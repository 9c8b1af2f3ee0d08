import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { FailureQueue } from "./failure-queue";
import type { LambdaFunction } from "./lambda";

/**
 * Feeds a topic to a function, and lets nobody but this topic do so. What the function cannot handle
 * in three tries goes to the failure queue; the function's role must be allowed to send there.
 */
export function feedTopic(
  name: string,
  topicArn: pulumi.Input<string>,
  consumer: LambdaFunction,
  failures: FailureQueue,
): void {
  const parent = consumer;
  consumer.allowInvocation(`${name}-caller`, "sns.amazonaws.com", topicArn);
  new aws.lambda.FunctionEventInvokeConfig(
    `${name}-retries`,
    {
      functionName: consumer.functionName,
      qualifier: consumer.aliasName,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3600,
      destinationConfig: { onFailure: { destination: failures.arn } },
    },
    { parent },
  );
  new aws.sns.TopicSubscription(
    `${name}-subscription`,
    { topic: topicArn, protocol: "lambda", endpoint: consumer.aliasArn },
    { parent },
  );
}
