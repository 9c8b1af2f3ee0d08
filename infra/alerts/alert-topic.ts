import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, tlsOnly } from "../access/iam";

/** An AWS service that publishes to a topic. */
export type Publisher = "budgets" | "cloudwatch";

export interface AlertTopicArgs {
  readonly publishers: readonly Publisher[];
  /** Default: the stack's region. An alarm only reaches topics of its own region. */
  readonly region?: string;
  readonly email?: pulumi.Input<string>;
  /** E.164. */
  readonly phone?: pulumi.Input<string>;
}

/**
 * A topic that only services of this account may publish to. It has no KMS key: CloudWatch cannot use
 * alias/aws/sns, and a customer managed key costs $1 a month for texts that name no customer. SNS
 * encrypts at rest anyway.
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
    // Waits for the policy, so that nothing publishes before it is allowed to.
    this.arn = pulumi.all([topic.arn, policy.id]).apply(([arn]) => arn);
    this.subscribe(`${name}-email`, "email", args.email, region);
    this.subscribe(`${name}-sms`, "sms", args.phone, region);
    this.registerOutputs({ arn: this.arn });
  }

  private subscribe(
    name: string,
    protocol: "email" | "sms",
    endpoint: pulumi.Input<string> | undefined,
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
