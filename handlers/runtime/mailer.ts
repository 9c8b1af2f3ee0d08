import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { setting } from "./environment";

/** A mail that is ready to go. */
export interface OutgoingMail {
  readonly to: string;
  /** The whole message as MIME. */
  readonly raw: Uint8Array;
  /** Comes back with SES's events about this mail; letters, digits, '-' and '_' only. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What SES made of a mail that it was asked to send. */
export type SendResult =
  | { readonly ok: true; readonly messageId: string }
  /** SES will never take this mail; asking again is useless. */
  | { readonly ok: false; readonly reason: string };

/** Sends mail. Throws when it might work later or when the program is wrong (permissions, names). */
export interface Mailer {
  readonly from: string;
  send(mail: OutgoingMail): Promise<SendResult>;
}

/** The mailer on SES, with the stage's sender. */
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
        if (error instanceof Error && error.name === "MessageRejected") {
          return { ok: false, reason: error.name };
        }
        throw error;
      }
    },
  };
}
