/** Published ids that do not apply to this program, each with the reason. */
export const notApplicable: Readonly<Record<string, string>> = {
  "AwsSolutions-APIG5": "cdk-nag has no rule of this number.",
  "CloudFront.11": "Security Hub has no control of this number.",
  "S3.1": "An account-wide setting, not part of a stack; each bucket has its own.",
  "DynamoDB.3": "Requires encrypted DAX clusters; the program has none.",
  "Cognito.2": "Concerns guest access of identity pools; the program only has a user pool.",
  "Serverless-AppSyncTracing": "Requires tracing of AppSync; the program has no GraphQL API.",
  "Serverless-StepFunctionStateMachineXray":
    "Requires tracing of Step Functions; the program has no state machine.",
};
