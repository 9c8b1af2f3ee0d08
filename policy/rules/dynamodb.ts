import { list, rule } from "../rule";
import { types } from "../types";

const { table } = types;

export const dynamoDbRules = [
  rule(
    "table-recovery",
    ["AwsSolutions-DDB3", "CKV_AWS_28", "DynamoDB.2"],
    "A table has point-in-time recovery: pointInTimeRecovery enabled.",
    table,
    ({ props }) => props.pointInTimeRecovery?.enabled === true,
  ),
  rule(
    "table-recovery-35-days",
    [],
    "A table can be restored to any time in the last 35 days, the maximum: recoveryPeriodInDays 35, which is also the default.",
    table,
    ({ props }) => (props.pointInTimeRecovery?.recoveryPeriodInDays ?? 35) === 35,
  ),
  rule(
    "table-scales",
    ["DynamoDB.1"],
    "A table scales on demand: billingMode PAY_PER_REQUEST.",
    table,
    ({ props }) => props.billingMode === "PAY_PER_REQUEST",
  ),
  rule(
    "table-backup-plan",
    ["DynamoDB.4"],
    "A table is part of a backup plan: an AWS Backup Selection names its ARN.",
    table,
    (resource, stack) =>
      stack
        .ofType(types.backupSelection)
        .some(
          ({ props, references }) =>
            references?.resources?.includes(resource.urn) ||
            list(props.resources).includes(resource.props.arn),
        ),
  ),
  rule(
    "table-deletion-protection",
    ["DynamoDB.6"],
    "A table is protected against deletion: deletionProtectionEnabled.",
    table,
    ({ props }) => props.deletionProtectionEnabled === true,
  ),
];
