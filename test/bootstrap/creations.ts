import { id } from "./simulate";

/** What creates a resource, and the ARN that it will have, where the ARN bears its name. */
export const creations: Readonly<Record<string, (name: string) => [action: string, arn: string]>> =
  {
    "aws:cloudfront/function:Function": (name) => [
      "cloudfront:UpdateFunction",
      `arn:aws:cloudfront::${id}:function/${name}`,
    ],
    "awsx:cloudtrail:Trail": (name) => [
      "cloudtrail:CreateTrail",
      at("cloudtrail", `trail/${name}`),
    ],
    "aws:cloudwatch/dashboard:Dashboard": (name) => [
      "cloudwatch:PutDashboard",
      `arn:aws:cloudwatch::${id}:dashboard/${name}`,
    ],
    "aws:cloudwatch/eventRule:EventRule": (name) => [
      "events:PutRule",
      at("events", `rule/${name}`),
    ],
    "aws:cloudwatch/logGroup:LogGroup": (name) => [
      "logs:CreateLogGroup",
      at("logs", `log-group:${name}`),
    ],
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": (name) => [
      "logs:PutDeliverySource",
      at("logs", `delivery-source:${name}`),
    ],
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": (name) => [
      "logs:PutDeliveryDestination",
      at("logs", `delivery-destination:${name}`),
    ],
    "aws:cloudwatch/metricAlarm:MetricAlarm": (name) => [
      "cloudwatch:PutMetricAlarm",
      at("cloudwatch", `alarm:${name}`),
    ],
    "aws:dynamodb/table:Table": (name) => ["dynamodb:CreateTable", at("dynamodb", `table/${name}`)],
    "aws:iam/role:Role": (name) => ["iam:CreateRole", `arn:aws:iam::${id}:role/shopfront/${name}`],
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": (name) => [
      "firehose:CreateDeliveryStream",
      at("firehose", `deliverystream/${name}`),
    ],
    "aws:lambda/function:Function": (name) => [
      "lambda:CreateFunction",
      at("lambda", `function:${name}`),
    ],
    "aws:s3/bucket:Bucket": (name) => ["s3:CreateBucket", `arn:aws:s3:::${name}`],
    "aws:backup/vault:Vault": (name) => [
      "backup:CreateBackupVault",
      at("backup", `backup-vault:${name}`),
    ],
    "aws:budgets/budget:Budget": (name) => [
      "budgets:ModifyBudget",
      `arn:aws:budgets::${id}:budget/${name}`,
    ],
    "aws:scheduler/schedule:Schedule": (name) => [
      "scheduler:CreateSchedule",
      at("scheduler", `schedule/default/${name}`),
    ],
    "aws:sesv2/configurationSet:ConfigurationSet": (name) => [
      "ses:CreateConfigurationSet",
      at("ses", `configuration-set/${name}`),
    ],
    "aws:sns/topic:Topic": (name) => ["sns:CreateTopic", at("sns", name)],
    "aws:sqs/queue:Queue": (name) => ["sqs:CreateQueue", at("sqs", name)],
    "aws:wafv2/webAcl:WebAcl": (name) => [
      "wafv2:CreateWebACL",
      `arn:aws:wafv2:us-east-1:${id}:global/webacl/${name}/0000`,
    ],
  };

function at(service: string, resource: string): string {
  return `arn:aws:${service}:ca-central-1:${id}:${resource}`;
}
