import { type Account, scopes } from "./scopes";
import type { PolicyDocument, Statement } from "./statement";

/** What functions and services of the program do at run time, by service; tests hold it to the program. */
const runtime: Readonly<Record<string, readonly string[]>> = {
  apigateway: ["GET"],
  backup: ["CopyIntoBackupVault", "DescribeBackupVault"],
  cloudfront: ["CreateInvalidation"],
  dynamodb: [
    "BatchGetItem",
    "CreateBackup",
    "DeleteBackup",
    "DeleteItem",
    "DescribeBackup",
    "DescribeStream",
    "DescribeTable",
    "GetItem",
    "GetRecords",
    "GetShardIterator",
    "ListTagsOfResource",
    "PutItem",
    "Query",
    "StartAwsBackupJob",
    "UpdateItem",
  ],
  firehose: ["PutRecord", "PutRecordBatch"],
  lambda: [
    "CreateAlias",
    "DeleteFunction",
    "GetAlias",
    "InvokeFunction",
    "ListAliases",
    "ListVersionsByFunction",
    "UpdateAlias",
  ],
  s3: [
    "AbortMultipartUpload",
    "DeleteObject",
    "GetBucketLocation",
    "GetObject",
    "GetObjectVersionAcl",
    "GetObjectVersionForReplication",
    "GetObjectVersionTagging",
    "GetReplicationConfiguration",
    "ListBucket",
    "ListBucketMultipartUploads",
    "PutObject",
    "ReplicateDelete",
    "ReplicateObject",
    "ReplicateTags",
  ],
  ses: ["SendRawEmail"],
  sqs: ["SendMessage"],
};

/** The same where a role has to name every resource: AWS knows none, or asks for a right to all. */
const everywhere = [
  "cloudwatch:GetMetricData",
  "dynamodb:ListStreams",
  // API Gateway refuses a role of the account that lacks any of these for any group.
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:PutLogEvents",
  // An SMS goes to a number, which is no resource.
  "sns:Publish",
  "tag:GetResources",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

/**
 * The most that a role of the program can ever do, whatever its own policy says: no IAM, and only tables, buckets,
 * queues and streams with the program's names. Of log groups, mail identities, distributions and APIs it cannot
 * tell whose they are; docs/workflows.md says what that leaves open.
 */
export function boundary(account: Account): PolicyDocument {
  const byService = scopes(account);
  const scoped = Object.entries(runtime).map(
    ([service, actions]): Statement => ({
      Effect: "Allow",
      Action: actions.map((action) => `${service}:${action}`),
      Resource: byService[service] ?? [],
    }),
  );
  const points = [`arn:aws:backup:*:${account.id}:recovery-point:*`];
  return {
    Version: "2012-10-17",
    Statement: [
      ...scoped,
      { Effect: "Allow", Action: ["backup:TagResource"], Resource: points },
      { Effect: "Allow", Action: everywhere, Resource: ["*"] },
    ],
  };
}
