import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { SendResult } from "./mailer";

/**
 * Sends text messages straight to phones. Throws when it might work later or when the program is wrong
 * (permissions, names).
 */
export interface Texter {
  /** @param phone E.164 */
  send(phone: string, text: string): Promise<SendResult>;
}

/** The texter on SNS, for messages that must arrive rather than be cheap. */
export function snsTexter(client = new SNSClient({})): Texter {
  return {
    async send(phone, text) {
      try {
        const { MessageId } = await client.send(
          new PublishCommand({
            PhoneNumber: phone,
            Message: text,
            MessageAttributes: {
              "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" },
            },
          }),
        );
        return { ok: true, messageId: MessageId ?? "" };
      } catch (error) {
        // A number that SNS does not take, or whose owner answered STOP; it stays that way.
        if (error instanceof Error && /^InvalidParameter/.test(error.name)) {
          return { ok: false, reason: "InvalidParameter" };
        }
        throw error;
      }
    },
  };
}
