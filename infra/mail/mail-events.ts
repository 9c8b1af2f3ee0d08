import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, tlsOnly } from "../access/iam";

export interface MailEventsArgs {
  readonly configurationSet: aws.sesv2.ConfigurationSet;
}

/** The topic with SES's events: mail that was delivered, bounced, complained about or rejected. */
export class MailEvents extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: MailEventsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:MailEvents", name, {}, opts);
    const { configurationSet } = args;
    const topic = new aws.sns.Topic(`${name}-topic`, {}, { parent: this });
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    const policy = new aws.sns.TopicPolicy(
      `${name}-policy`,
      {
        arn: topic.arn,
        policy: policyDocument([
          {
            Effect: "Allow",
            Principal: { Service: "ses.amazonaws.com" },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: {
              StringEquals: {
                "AWS:SourceAccount": accountId,
                "AWS:SourceArn": configurationSet.arn,
              },
            },
          },
          tlsOnly("sns:Publish", [topic.arn]),
        ]),
      },
      { parent: this },
    );
    new aws.sesv2.ConfigurationSetEventDestination(
      `${name}-destination`,
      {
        configurationSetName: configurationSet.configurationSetName,
        eventDestinationName: "bookings",
        eventDestination: {
          enabled: true,
          // In the order of SES's own list, because the provider compares in order.
          matchingEventTypes: ["REJECT", "BOUNCE", "COMPLAINT", "DELIVERY"],
          snsDestination: { topicArn: topic.arn },
        },
      },
      // SES publishes to the topic once before it accepts the destination.
      { parent: this, dependsOn: [policy] },
    );
    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
