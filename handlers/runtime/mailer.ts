import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { setting } from "./environment";

/** A mail that is ready to send. */
export interface OutgoingMail {
  readonly to: string;
  /** The whole message as MIME. */
  readonly raw: Uint8Array;
  /** Returned in SES's events about this mail; letters, digits, '-' and '_' only. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Whether SES or SNS accepted a message. */
export type SendResult =
  | { readonly ok: true; readonly messageId: string }
  /** It never will accept this message, so there is no point in trying again. */
  | { readonly ok: false; readonly reason: string };

/** Sends mail. Throws where trying again may help, and where the program is wrong (permissions, names). */
export interface Mailer {
  readonly from: string;
  send(mail: OutgoingMail): Promise<SendResult>;
}

/** The mailer on SES, with the sender of the stage. */
export function sesMailer(client = new SESClient({})): Mailer {
  const from = setting("MAIL_FROM");
  const configurationSet = setting("MAIL_CONFIGURATION_SET");
  return {
    from,
    async send({ to, raw, tags }) {
      try {
        const { MessageId } = await client.send(
          new SendRawEmailCommand({
            Source: from,
            Destinations: [to],
            RawMessage: { Data: raw },
            Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
            ...(configurationSet && { ConfigurationSetName: configurationSet }),
          }),
        );
        return { ok: true, messageId: MessageId ?? "" };
      } catch (error) {
        if (isRefusedForGood(error, from)) return { ok: false, reason: error.name };
        throw error;
      }
    },
  };
}

/**
 * Whether SES will never take this mail: an address it can't use (InvalidParameterValue and
 * ValidationError), or one it must not write to, such as one that the sandbox does not know
 * (MessageRejected). Everything else passes, or is the stage's own fault, which somebody has to hear of:
 * an unverified sender or sending domain, a missing configuration set, paused sending.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html#API_SendRawEmail_Errors
 */
function isRefusedForGood(error: unknown, from: string): error is Error {
  if (!(error instanceof Error)) return false;
  // An unverified sender is named in the sentence alone.
  if (error.name === "MessageRejected")
    return !error.message.toLowerCase().includes(from.toLowerCase());
  return error.name === "InvalidParameterValue" || error.name === "ValidationError";
}
