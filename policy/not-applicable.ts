/** Published ids that ask nothing of this program, each with its reason. */
export const notApplicable: Readonly<Record<string, string>> = {
  "AwsSolutions-APIG5": "cdk-nag has no rule of this number.",
  "CloudFront.11": "Security Hub has no control of this number.",
  "S3.1": "A setting of the whole account, not of a stack; each bucket has its own.",
  "DynamoDB.3": "Asks that DAX clusters are encrypted; the program has none.",
  "Cognito.2": "Asks about guests of identity pools; the program has a user pool alone.",
  "Serverless-AppSyncTracing": "Asks that AppSync is traced; the program has no GraphQL API.",
  "Serverless-StepFunctionStateMachineXray":
    "Asks that Step Functions are traced; the program has no state machine.",
};
