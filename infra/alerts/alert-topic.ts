import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, tlsOnly } from "../access/iam";

/** A service of AWS that has something to say to people. */
export type Publisher = "budgets" | "cloudwatch";

export interface AlertTopicArgs {
  readonly publishers: readonly Publisher[];
  /** Where it is not the stack's own region: an alarm only reaches topics of its region. */
  readonly region?: string;
  readonly email?: string;
  /** E.164. */
  readonly phone?: string;
}

/**
 * A topic that only services of this account write to. Without a key of its own: CloudWatch cannot
 * use alias/aws/sns, and a customer key costs $1 a month for text that names no customer. SNS
 * encrypts what it stores anyway.
 * https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
export class AlertTopic extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AlertTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:AlertTopic", name, {}, opts);
    const { region } = args;
    const topic = new aws.sns.Topic(`${name}-topic`, { region }, { parent: this });
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    const policy = new aws.sns.TopicPolicy(
      `${name}-policy`,
      {
        arn: topic.arn,
        region,
        policy: policyDocument([
          {
            Effect: "Allow",
            Principal: { Service: args.publishers.map((service) => `${service}.amazonaws.com`) },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: { StringEquals: { "AWS:SourceAccount": accountId } },
          },
          tlsOnly("sns:Publish", [topic.arn]),
        ]),
      },
      { parent: this },
    );
    // By way of the policy, so that nothing is to publish before it may.
    this.arn = pulumi.all([topic.arn, policy.id]).apply(([arn]) => arn);
    this.subscribe(`${name}-email`, "email", args.email, region);
    this.subscribe(`${name}-sms`, "sms", args.phone, region);
    this.registerOutputs({ arn: this.arn });
  }

  private subscribe(
    name: string,
    protocol: "email" | "sms",
    endpoint: string | undefined,
    region: string | undefined,
  ): void {
    if (endpoint === undefined) return;
    new aws.sns.TopicSubscription(
      name,
      { topic: this.arn, protocol, endpoint, region },
      { parent: this },
    );
  }
}
