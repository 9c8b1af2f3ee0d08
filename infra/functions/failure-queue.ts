import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, policyDocument, type Statement, tlsOnly } from "../access/iam";

/** The dead-letter queue of stream and topic functions; an alarm watches it. */
export class FailureQueue extends pulumi.ComponentResource {
  readonly queueName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:FailureQueue", name, {}, opts);
    const queue = new aws.sqs.Queue(
      `${name}-queue`,
      // 14 days, the longest retention that SQS offers.
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

  /** Lets a function's role send events that were given up. */
  grantSend(): Statement {
    return allow("sqs", ["SendMessage"], this.arn);
  }
}
