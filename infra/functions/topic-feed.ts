import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { FailureQueue } from "./failure-queue";
import type { LambdaFunction } from "./lambda";

/**
 * Subscribes a function to a topic; only this topic may invoke it. Events that fail three times go to the
 * failure queue, to which the function's role must be allowed to send.
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
