import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, policyDocument, type Statement, tlsOnly } from "./iam";
import type { LambdaFunction } from "./lambda";

/** The queue that gets what a stream function could not do; an alarm watches it. */
export class FailureQueue extends pulumi.ComponentResource {
  readonly queueName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:FailureQueue", name, {}, opts);
    const queue = new aws.sqs.Queue(
      `${name}-queue`,
      // 14 days, the longest that SQS keeps a message.
      { sqsManagedSseEnabled: true, messageRetentionSeconds: 14 * 24 * 3600 },
      { parent: this },
    );
    new aws.sqs.QueuePolicy(
      `${name}-policy`,
      { queueUrl: queue.url, policy: policyDocument([tlsOnly("sqs:*", [queue.arn])]) },
      { parent: this },
    );
    this.queueName = queue.name;
    this.url = queue.url;
    this.arn = queue.arn;
    this.registerOutputs({ queueName: this.queueName, url: this.url, arn: this.arn });
  }

  grantSend(): Statement {
    return allow("sqs", ["SendMessage"], this.arn);
  }
}

/** Feeds a table's stream to a function. Every knob is set: the defaults retry for ever. */
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
