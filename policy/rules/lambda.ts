import { type PlainResource, rule, ruleOfParts, type Stack } from "../rule";
import { types } from "../types";

const lambda = types.function;

/** The newest runtimes of AWS; a managed Node.js older than this is on its way out. */
const newestRuntimes = ["nodejs24.x"];
/** Services that hand an event over and do not wait: only a destination keeps what fails. */
const asynchronous = ["events.amazonaws.com", "sns.amazonaws.com", "s3.amazonaws.com"];

const secretName = /SECRET|PASSWORD|PASSWD|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|CREDENTIAL|TOKEN/i;
const secretValue =
  /-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|^[a-z]+:\/\/[^/\s]+:[^/\s]+@/;

export const lambdaRules = [
  rule(
    "function-runtime",
    ["AwsSolutions-L1", "Lambda.2", "Serverless-LambdaLatestVersion"],
    `A function runs on the newest runtime: ${newestRuntimes.join(", ")}.`,
    lambda,
    ({ props }) => newestRuntimes.includes(props.runtime),
  ),
  rule(
    "function-not-public",
    ["Lambda.1"],
    "A permission is limited to one AWS service and to the ARN or account it acts for.",
    types.functionPermission,
    ({ props }) =>
      /^[a-z0-9-]+\.amazonaws\.com$/.test(String(props.principal)) &&
      ("sourceArn" in props || "sourceAccount" in props),
  ),
  rule(
    "function-tracing",
    ["CKV_AWS_50", "Serverless-LambdaTracing"],
    "A function is traced by X-Ray: tracingConfig with mode Active.",
    lambda,
    ({ props }) => props.tracingConfig?.mode === "Active",
  ),
  rule(
    "function-concurrency",
    ["CKV_AWS_115"],
    "A function has its own concurrency limit: reservedConcurrentExecutions.",
    lambda,
    ({ props }) => props.reservedConcurrentExecutions >= 0,
  ),
  rule(
    "function-dead-letters",
    ["CKV_AWS_116", "Serverless-LambdaDLQ"],
    "A function has a dead-letter queue or topic: deadLetterConfig.",
    lambda,
    ({ props }) => props.deadLetterConfig !== undefined,
  ),
  rule(
    "function-failure-destination",
    ["Serverless-LambdaAsyncFailureDestination"],
    "A function invoked by a schedule or a topic has a destination for failed events: deadLetterConfig, or a FunctionEventInvokeConfig with onFailure.",
    lambda,
    (resource, stack) =>
      !isAsynchronous(resource, stack) ||
      resource.props.deadLetterConfig !== undefined ||
      stack
        .attached(types.functionInvokeConfig, "functionName", resource)
        .some(({ props }) => props.destinationConfig?.onFailure !== undefined),
  ),
  rule(
    "function-signed",
    ["CKV_AWS_272"],
    "A function only accepts code signed by AWS Signer: codeSigningConfigArn.",
    lambda,
    ({ props }) => typeof props.codeSigningConfigArn === "string",
  ),
  rule(
    "function-memory",
    ["Serverless-LambdaDefaultMemorySize"],
    "A function sets its memory, instead of Lambda's default of 128 MB.",
    lambda,
    ({ props }) => props.memorySize > 0,
  ),
  rule(
    "function-timeout",
    ["Serverless-LambdaDefaultTimeout"],
    "A function sets its timeout, instead of Lambda's default of 3 seconds.",
    lambda,
    ({ props }) => props.timeout > 0,
  ),
  rule(
    "stream-failure-destination",
    ["Serverless-LambdaEventSourceMappingDestination"],
    "An event source has a destination for failed batches: destinationConfig with onFailure.",
    types.eventSourceMapping,
    ({ props }) => props.destinationConfig?.onFailure !== undefined,
  ),
  rule(
    "function-role-of-its-own",
    [],
    "A function shares its role with no other function.",
    lambda,
    (resource, stack) =>
      typeof resource.props.role === "string" &&
      stack.ofType(lambda).filter(({ props }) => props.role === resource.props.role).length === 1,
  ),
  rule(
    "function-log-group",
    [],
    "A function logs to a log group of this stack: loggingConfig with its name, so that its retention is set.",
    lambda,
    ({ props }, stack) =>
      stack
        .ofType(types.logGroup)
        .some((group) => group.props.name === props.loggingConfig?.logGroup),
  ),
  ruleOfParts(
    "function-no-secrets",
    [],
    "An environment contains no secret: it is visible to whoever can read the function's settings.",
    lambda,
    ({ props }) =>
      Object.entries(props.environment?.variables ?? {})
        .filter(([name, value]) => secretName.test(name) || secretValue.test(String(value)))
        .map(([name]) => name),
  ),
];

function isAsynchronous(resource: PlainResource, stack: Stack): boolean {
  return stack
    .attached(types.functionPermission, "function", resource)
    .some(({ props }) => asynchronous.includes(props.principal));
}
