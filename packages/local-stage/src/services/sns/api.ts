import { AwsError, escapeXml } from "../../gate/errors";
import type { GateService } from "../../gate/gate";

/** One call of Publish, checked. */
export interface PublishCall {
  /** Absent for a text message straight to a phone. */
  readonly topicArn?: string;
  readonly phone?: string;
  readonly subject?: string;
  readonly message: string;
  /** The function that calls. */
  readonly by: string;
}

/** SNS's query API as functions call it: Publish, to a topic or to a phone. */
export function snsApi(
  isTopic: (arn: string) => boolean,
  publish: (call: PublishCall) => string,
): GateService {
  return async (call) => {
    const form = new URLSearchParams(call.body.toString("utf8"));
    const action = form.get("Action") ?? "";
    if (action !== "Publish") {
      throw new AwsError(400, "InvalidAction", `The local stage has no SNS action ${action}.`);
    }
    const topicArn = form.get("TopicArn") ?? form.get("TargetArn") ?? undefined;
    const phone = form.get("PhoneNumber") ?? undefined;
    if (!topicArn && !phone) throw invalid("TopicArn or TargetArn Reason: no value for required");
    // A phone is no resource: IAM checks the grant on "*".
    call.require({ action: "sns:Publish", resource: topicArn ?? "*" });
    if (topicArn && !isTopic(topicArn)) {
      throw new AwsError(404, "NotFound", "Topic does not exist");
    }
    const id = publish({
      ...(topicArn ? { topicArn } : { phone }),
      subject: subjectOf(form),
      message: messageOf(form),
      by: call.functionName,
    });
    return {
      status: 200,
      headers: { "content-type": "text/xml" },
      body: `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${escapeXml(id)}</MessageId></PublishResult><ResponseMetadata><RequestId>${escapeXml(id)}</RequestId></ResponseMetadata></PublishResponse>`,
    };
  };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
function subjectOf(form: URLSearchParams): string | undefined {
  const subject = form.get("Subject") ?? undefined;
  if (subject !== undefined && !/^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(subject)) {
    throw invalid("Subject");
  }
  return subject;
}

function messageOf(form: URLSearchParams): string {
  const message = form.get("Message") ?? "";
  if (message === "") throw invalid("Empty message");
  if (Buffer.byteLength(message) > 262_144) throw invalid("Message too long");
  if (form.get("MessageStructure") === "json") {
    throw invalid("MessageStructure (the local stage takes plain messages)");
  }
  return message;
}

function invalid(what: string): AwsError {
  return new AwsError(400, "InvalidParameter", `Invalid parameter: ${what}`);
}
