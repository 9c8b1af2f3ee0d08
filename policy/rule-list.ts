/** Every published id that the program is checked against: each is a rule's or not applicable. */
export const ruleList: readonly string[] = [
  ...ids("AwsSolutions-", "S1 S2 S5 S10 CFR1 CFR2 CFR3 CFR4 CFR5 CFR6 CFR7"),
  ...ids("AwsSolutions-", "APIG1 APIG2 APIG3 APIG4 APIG5 APIG6 DDB3 L1 IAM4 IAM5 SNS3"),
  ...ids("AwsSolutions-", "SQS2 SQS3 SQS4 COG1 COG2 COG3 COG4 KDF1"),
  ...ids("Serverless-", "LambdaTracing LambdaEventSourceMappingDestination LambdaLatestVersion"),
  ...ids("Serverless-", "LambdaAsyncFailureDestination LambdaDefaultMemorySize"),
  ...ids("Serverless-", "LambdaDefaultTimeout LambdaDLQ IAMNoWildcardPermissions"),
  ...ids("Serverless-", "CloudWatchLogGroupRetentionPeriod APIGWAccessLogging APIGWXrayEnabled"),
  ...ids("Serverless-", "APIGWStructuredLogging APIGWDefaultThrottling AppSyncTracing"),
  ...ids("Serverless-", "EventBusDLQ SNSRedrivePolicy SQSRedrivePolicy"),
  ...ids("Serverless-", "StepFunctionStateMachineXray"),
  ...ids("CKV_AWS_", "18 21 27 28 50 53 54 55 56 59 66 73 76 86 115 116 174 259 272 276 305"),
  ...ids("CKV_AWS_", "240 310 379 385"),
  ...ids("CKV2_AWS_", "6 29 31 32 42 46 53 61 65 72"),
  ...ids("S3.", "1 2 3 4 5 6 7 8 9 10 11 12 13 14"),
  ...ids("CloudFront.", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"),
  ...ids("APIGateway.", "1 2 3 4"),
  ...ids("DynamoDB.", "1 2 3 4 5 6"),
  ...ids("Lambda.", "1 2"),
  ...ids("SNS.", "1"),
  ...ids("SQS.", "1"),
  ...ids("DataFirehose.", "1"),
  ...ids("Cognito.", "1 2 3"),
  ...ids("IAM.", "1 21"),
  ...ids("WAF.", "10 11 12"),
];

function ids(prefix: string, ends: string): string[] {
  return ends.split(" ").map((end) => prefix + end);
}
