import type { PolicyDocument } from "./policy";

/**
 * What the managed policies that programs like to attach grant, as far as services of the local stage
 * are concerned; any other managed policy grants nothing here, and that is logged.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const grants: Readonly<Record<string, readonly string[]>> = {
  "service-role/AWSLambdaBasicExecutionRole": [
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ],
  "service-role/AWSLambdaDynamoDBExecutionRole": [
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ],
  "service-role/AWSLambdaSQSQueueExecutionRole": [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ],
  AWSLambda_FullAccess: ["lambda:*", "logs:DescribeLogGroups"],
  AmazonCognitoPowerUser: ["cognito-idp:*"],
  AmazonDynamoDBFullAccess: ["dynamodb:*", "cloudwatch:GetMetricData"],
  AmazonKinesisFullAccess: ["kinesis:*"],
  AmazonS3FullAccess: ["s3:*"],
  AmazonSNSFullAccess: ["sns:*"],
  AmazonSQSFullAccess: ["sqs:*"],
  AWSXrayWriteOnlyAccess: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  CloudWatchEventsFullAccess: ["events:*"],
  CloudWatchFullAccessV2: ["cloudwatch:*", "logs:*", "sns:CreateTopic", "sns:Subscribe"],
};

/** The policy that an ARN like "arn:aws:iam::aws:policy/AmazonSQSFullAccess" names, where it is known. */
export function managedPolicy(arn: string): PolicyDocument | undefined {
  const name = /^arn:aws:iam::aws:policy\/(.+)$/.exec(arn)?.[1] ?? "";
  const Action = Object.hasOwn(grants, name) ? grants[name] : undefined;
  return Action && { Statement: { Effect: "Allow", Action, Resource: "*" } };
}
