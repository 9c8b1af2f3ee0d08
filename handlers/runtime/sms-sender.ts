import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { onceOnly, type SendResult } from "./mailer";

/**
 * Sends SMS. Throws where trying again may help, and where the program is wrong (permissions, names).
 */
export interface SmsSender {
  /** @param phone E.164 */
  send(phone: string, text: string): Promise<SendResult>;
}

/** The sender on SNS, as transactional messages: reliable rather than cheap. */
export function snsSmsSender(client = new SNSClient(onceOnly)): SmsSender {
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
        // A number that SNS refuses, or that answered STOP; it stays that way.
        if (error instanceof Error && /^InvalidParameter/.test(error.name)) {
          return { ok: false, reason: "InvalidParameter" };
        }
        throw error;
      }
    },
  };
}
