import { setTimeout } from "node:timers/promises";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { isThrottlingError } from "@smithy/core/retry";
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

/**
 * How SES and SNS are called. The SDK would repeat by itself what had no answer, and nobody would know of
 * the second message; the sweep repeats it, and counts that. A connection that slept with the function may
 * be dead, which looks the same, so each message has its own. All ends well within a function's time.
 */
export const onceOnly = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 4_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
} as const;

/** The mailer on SES, with the sender of the stage. */
export function sesMailer(client = new SESClient(onceOnly)): Mailer {
  const from = setting("MAIL_FROM");
  const configurationSet = setting("MAIL_CONFIGURATION_SET");
  return {
    from,
    async send({ to, raw, tags }) {
      const command = new SendRawEmailCommand({
        Source: from,
        Destinations: [to],
        RawMessage: { Data: raw },
        Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        ...(configurationSet && { ConfigurationSetName: configurationSet }),
      });
      try {
        const { MessageId } = await inTurn(() => client.send(command));
        return { ok: true, messageId: MessageId ?? "" };
      } catch (error) {
        if (isRefusedForGood(error, from)) return { ok: false, reason: error.name };
        throw error;
      }
    },
  };
}

/** SES takes so many mails a second, a new account one; what it refuses for that is certainly not sent. */
async function inTurn<Result>(send: () => Promise<Result>): Promise<Result> {
  for (const milliseconds of [300, 900]) {
    try {
      return await send();
    } catch (error) {
      if (!isThrottlingError(error as never)) throw error;
      await setTimeout(milliseconds * (0.5 + Math.random()));
    }
  }
  return send();
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
