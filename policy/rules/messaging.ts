import { deniesPlainHttp, parsed, statementsOf } from "../documents";
import { type PlainResource, rule, type Stack } from "../rule";
import { types } from "../types";

const { topic, queue } = types;

export const messagingRules = [
  rule(
    "topic-refuses-plain-http",
    ["AwsSolutions-SNS3"],
    "A topic's policy denies everyone sns:Publish if aws:SecureTransport is false.",
    topic,
    (resource, stack) =>
      stack
        .attached(types.topicPolicy, "arn", resource)
        .some(({ props }) => deniesPlainHttp(props.policy, "sns:publish", "sns:*", "*")),
  ),
  rule(
    "topic-encrypted",
    ["SNS.1"],
    "A topic is encrypted with a KMS key: kmsMasterKeyId.",
    topic,
    ({ props }) => "kmsMasterKeyId" in props,
  ),
  rule(
    "topic-of-this-account",
    ["CKV_AWS_385"],
    "A topic's policy admits no other account: only services, each limited to this account or to one resource.",
    types.topicPolicy,
    ({ props }) =>
      statementsOf(props.policy)
        .filter(({ effect }) => effect === "Allow")
        .every(
          ({ principals, condition }) =>
            principals.every((principal) => principal.startsWith("Service:")) &&
            Object.values(condition)
              .flatMap((keys) => Object.keys(keys ?? {}))
              .some((key) => /^aws:Source(Account|Arn|OrgID)$/i.test(key)),
        ),
  ),
  rule(
    "subscription-dead-letters",
    ["Serverless-SNSRedrivePolicy"],
    "A subscription keeps undeliverable messages: redrivePolicy.",
    types.topicSubscription,
    ({ props }) => "redrivePolicy" in props,
  ),
  rule(
    "queue-encrypted",
    ["AwsSolutions-SQS2", "CKV_AWS_27", "SQS.1"],
    "A queue is encrypted: sqsManagedSseEnabled, or a KMS key.",
    queue,
    ({ props }) => props.sqsManagedSseEnabled === true || "kmsMasterKeyId" in props,
  ),
  rule(
    "queue-dead-letters",
    ["AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"],
    "A queue has a dead-letter queue, or is one.",
    queue,
    (resource, stack) => "redrivePolicy" in resource.props || endsFailures(resource, stack),
  ),
  rule(
    "queue-refuses-plain-http",
    ["AwsSolutions-SQS4"],
    "A queue's policy denies everyone sqs:* if aws:SecureTransport is false.",
    queue,
    (resource, stack) =>
      stack
        .attached(types.queuePolicy, "queueUrl", resource)
        .some(({ props }) => deniesPlainHttp(props.policy, "sqs:*", "*")),
  ),
  rule(
    "delivery-stream-encrypted",
    ["AwsSolutions-KDF1", "CKV_AWS_240", "DataFirehose.1"],
    "A delivery stream encrypts what it buffers: serverSideEncryption.enabled.",
    types.deliveryStream,
    ({ props }) => props.serverSideEncryption?.enabled === true,
  ),
  rule(
    "schedule-dead-letters",
    ["Serverless-EventBusDLQ"],
    "A target of EventBridge or its scheduler keeps undeliverable events: deadLetterConfig.",
    [types.eventTarget, types.schedule],
    ({ props }) => (props.target ?? props).deadLetterConfig !== undefined,
  ),
];

/** Whether something else of the stack sends here what it could not do. */
function endsFailures(resource: PlainResource, stack: Stack): boolean {
  const { arn } = resource.props;
  const named = stack.resources
    .filter(({ type }) => type !== types.queuePolicy)
    .flatMap(({ props }) => [
      props.destinationConfig?.onFailure?.destinationArn,
      props.destinationConfig?.onFailure?.destination,
      props.deadLetterConfig?.arn,
      props.deadLetterConfig?.targetArn,
      (parsed(props.redrivePolicy) as { deadLetterTargetArn?: unknown } | undefined)
        ?.deadLetterTargetArn,
    ]);
  return typeof arn === "string" && named.includes(arn);
}
