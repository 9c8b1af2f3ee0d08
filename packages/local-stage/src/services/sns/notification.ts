/** What a subscriber of a topic gets, as SNS writes it. */
export interface Notification {
  readonly topicArn: string;
  readonly messageId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly subject?: string;
  readonly message: string;
}

/** What Lambda hands to a function that is subscribed. */
export function lambdaEvent(notification: Notification, subscriptionArn: string) {
  const { topicArn, messageId, at, subject, message } = notification;
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: "Notification",
          MessageId: messageId,
          TopicArn: topicArn,
          Subject: subject ?? null,
          Message: message,
          Timestamp: at,
          SignatureVersion: "1",
          Signature: "local",
          SigningCertUrl: "https://sns.invalid/local.pem",
          UnsubscribeUrl: "https://sns.invalid/unsubscribe",
          MessageAttributes: {},
        },
      },
    ],
  };
}

/** What a queue that is subscribed gets. */
export function queueMessage({ topicArn, messageId, at, subject, message }: Notification) {
  return {
    Type: "Notification",
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject && { Subject: subject }),
    Message: message,
    Timestamp: at,
  };
}

/** A notification as a mail for the inbox; a text message is one with "SMS" in front. */
export function inboxMail(
  { topicArn, subject, message, at }: Notification,
  protocol: "email" | "sms",
  endpoint: string,
): Buffer {
  const topic = topicArn.split(":").at(-1) ?? "";
  const title = protocol === "sms" ? `SMS to ${endpoint}` : (subject ?? "AWS Notification Message");
  const headers = [
    `From: "${protocol === "sms" ? "SMS" : "AWS Notifications"}" <no-reply@sns.amazonaws.com>`,
    `To: ${endpoint}`,
    `Subject: =?UTF-8?B?${Buffer.from(title).toString("base64")}?=`,
    `Date: ${new Date(at).toUTCString()}`,
    `X-Topic: ${topic}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
  ];
  const safe = headers.map((header) => header.replace(/[\r\n]+/g, " "));
  const body = Buffer.from(message).toString("base64").replace(/.{76}/g, "$&\r\n");
  return Buffer.from(`${safe.join("\r\n")}\r\n\r\n${body}\r\n`);
}
