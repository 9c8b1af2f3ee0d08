import { accountId } from "../../account";
import type { Graph } from "../../graph";
import type { Caller } from "../../invocation";
import { decide, namesService } from "../iam/iam";
import type { PolicyDocument, Statement } from "../iam/policy";

/**
 * Why an AWS service may not publish to a topic, in the words of a log line; undefined when the
 * topic's captured policy lets it.
 */
export function serviceRefusal(
  graph: Graph,
  topicArn: string,
  { principal, sourceArn }: Caller,
): string | undefined {
  const policies = graph
    .ofType("aws:sns/topicPolicy:TopicPolicy")
    .filter(({ inputs }) => inputs.arn === topicArn)
    .map(({ inputs }) => JSON.parse(String(inputs.policy)) as PolicyDocument);
  // A topic without a policy of its own has AWS's, which knows the account's alarms and nobody else.
  if (policies.length === 0) {
    return principal === "cloudwatch.amazonaws.com" ? undefined : "the topic has no policy";
  }
  const forService = policies.map(({ Statement: all }) => ({
    Statement: [all].flat().filter((statement) => namesService(statement as Statement, principal)),
  })) as PolicyDocument[];
  const decision = decide(forService, {
    action: "sns:Publish",
    resource: topicArn,
    context: {
      "aws:SourceArn": sourceArn,
      // An ARN of CloudWatch or EventBridge has it; one of S3 does not.
      "aws:SourceAccount": sourceArn.split(":")[4] || accountId,
      "aws:SecureTransport": "true",
    },
  });
  return decision.allowed ? undefined : decision.because.replace("identity-based", "topic");
}
