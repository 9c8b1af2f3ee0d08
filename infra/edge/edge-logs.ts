import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../access/iam";
import { edgeRegion } from "./cloudfront";

/**
 * What is logged of a request. Nothing about the visitor: no IP address, cookies, query, referrer or browser.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
const fields = [
  "date",
  "time",
  "x-edge-location",
  "x-edge-request-id",
  "cs-method",
  "cs-protocol",
  "cs-protocol-version",
  "cs(Host)",
  "cs-uri-stem",
  "cs-bytes",
  "sc-status",
  "sc-content-type",
  "sc-bytes",
  "time-taken",
  "time-to-first-byte",
  "x-edge-result-type",
  "x-edge-response-result-type",
  "x-edge-detailed-result-type",
  "ssl-protocol",
  "ssl-cipher",
];

export interface EdgeLogsArgs {
  readonly distributionArn: pulumi.Output<string>;
}

/**
 * CloudFront's access log, kept for a week. It goes to a log group, not to a bucket, so that it can be
 * queried; the logs of a small site stay within CloudWatch's 5 GB a month of free tier.
 */
export class EdgeLogs extends pulumi.ComponentResource {
  constructor(
    private readonly name: string,
    { distributionArn }: EdgeLogsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:EdgeLogs", name, {}, opts);
    const group = new aws.cloudwatch.LogGroup(
      `${name}-group`,
      { region: edgeRegion, retentionInDays: 7 },
      { parent: this },
    );
    const policy = this.deliveryPolicy(group);
    const source = new aws.cloudwatch.LogDeliverySource(
      `${name}-source`,
      { region: edgeRegion, logType: "ACCESS_LOGS", resourceArn: distributionArn },
      { parent: this },
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
      `${name}-destination`,
      {
        region: edgeRegion,
        outputFormat: "json",
        deliveryDestinationConfiguration: { destinationResourceArn: group.arn },
      },
      { parent: this },
    );
    new aws.cloudwatch.LogDelivery(
      `${name}-delivery`,
      {
        region: edgeRegion,
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        recordFields: fields,
      },
      { parent: this, dependsOn: [policy] },
    );
    this.registerOutputs({});
  }

  /** Lets this account's log delivery write to the group, so that AWS adds no policy of its own. */
  private deliveryPolicy(group: aws.cloudwatch.LogGroup): aws.cloudwatch.LogResourcePolicy {
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    return new aws.cloudwatch.LogResourcePolicy(
      `${this.name}-policy`,
      {
        region: edgeRegion,
        policyName: `${pulumi.getProject()}-${pulumi.getStack()}-${this.name}`,
        policyDocument: policyDocument([
          {
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${group.arn}:log-stream:*`,
            Condition: {
              StringEquals: { "aws:SourceAccount": accountId },
              ArnLike: {
                "aws:SourceArn": pulumi.interpolate`arn:aws:logs:${edgeRegion}:${accountId}:*`,
              },
            },
          },
        ]),
      },
      { parent: this },
    );
  }
}
