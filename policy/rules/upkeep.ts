import { rule } from "../rule";
import { types } from "../types";

export const upkeepRules = [
  rule(
    "log-retention",
    ["CKV_AWS_66", "Serverless-CloudWatchLogGroupRetentionPeriod"],
    "A log group sets its retention: retentionInDays.",
    types.logGroup,
    ({ props }) => props.retentionInDays > 0,
  ),
  rule(
    "tagged",
    ["CloudFront.14", "DynamoDB.5"],
    "Billed resources are tagged, individually or by aws:defaultTags in the stage's settings.",
    [
      types.bucket,
      types.distribution,
      types.apiStage,
      types.table,
      types.function,
      types.topic,
      types.queue,
      types.logGroup,
      types.deliveryStream,
      types.userPool,
      types.firewall,
    ],
    ({ props, defaultTags }) =>
      [props.tagsAll, props.tags, defaultTags].some((tags) => Object.keys(tags ?? {}).length > 0),
  ),
];
