import { randomUUID } from "node:crypto";
import { accountId } from "../../account";
import type { Graph } from "../../graph";
import type { Sns } from "../sns/sns";

/** A mail that SES has taken. */
export interface SentMail {
  readonly id: string;
  readonly from: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly configurationSet: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Tells the captured event destinations of a configuration set what becomes of a mail: every mail is
 * delivered, but those to the addresses of SES's mailbox simulator.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
export function eventPublisher(graph: Graph, publish: Sns["publish"]): (mail: SentMail) => void {
  return (mail) => {
    const destinations = graph
      .ofType("aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination")
      .filter(({ inputs }) => inputs.configurationSetName === mail.configurationSet)
      .map(({ inputs }) => inputs.eventDestination);
    const set = graph.where(
      "aws:sesv2/configurationSet:ConfigurationSet",
      "configurationSetName",
      mail.configurationSet,
    );
    for (const event of eventsOf(mail, new Date().toISOString())) {
      const type = event.eventType.toUpperCase();
      for (const { enabled, matchingEventTypes, snsDestination } of destinations) {
        if (!enabled || !snsDestination || !matchingEventTypes.includes(type)) continue;
        const source = { principal: "ses.amazonaws.com", sourceArn: String(set?.outputs.arn) };
        void publish(snsDestination.topicArn, {
          subject: "Amazon SES Email Event Notification",
          message: JSON.stringify(event),
          source,
        });
      }
    }
  };
}

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html */
function eventsOf(sent: SentMail, timestamp: string) {
  const { id, from, recipients, subject, configurationSet = "", tags } = sent;
  const mail = {
    timestamp,
    source: from,
    sendingAccountId: accountId,
    messageId: id,
    destination: recipients,
    headersTruncated: false,
    headers: [],
    commonHeaders: { from: [from], to: recipients, messageId: id, subject },
    tags: {
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      "ses:configuration-set": [configurationSet],
    },
  };
  const emailAddress = recipients[0] ?? "";
  const delivery = {
    eventType: "Delivery",
    mail,
    delivery: { timestamp, recipients, smtpResponse: "250 2.0.0 OK", processingTimeMillis: 1 },
  };
  const bounce = (bounceType: string, bounceSubType: string, diagnosticCode: string) => ({
    eventType: "Bounce",
    mail,
    bounce: {
      bounceType,
      bounceSubType,
      timestamp,
      feedbackId: randomUUID(),
      bouncedRecipients: [{ emailAddress, action: "failed", diagnosticCode }],
    },
  });
  switch (/^(\w+)(?:\+[^@]*)?@simulator\.amazonses\.com$/.exec(emailAddress)?.[1]) {
    case "bounce":
      return [bounce("Permanent", "General", "smtp; 550 5.1.1 user unknown")];
    case "suppressionlist":
      return [bounce("Permanent", "Suppressed", "the address is on the suppression list")];
    case "ooto":
      return [delivery, bounce("Transient", "General", "smtp; out of the office")];
    case "complaint": {
      const complaint = {
        timestamp,
        feedbackId: randomUUID(),
        complaintFeedbackType: "abuse",
        complaintSubType: null,
        complainedRecipients: [{ emailAddress }],
      };
      return [delivery, { eventType: "Complaint", mail, complaint }];
    }
    default:
      return [delivery];
  }
}
