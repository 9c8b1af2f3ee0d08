import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { setting } from "./environment";

/** Where what was given up waits for a person; an alarm rings while it is not empty. */
export interface FailureQueue {
  /** @param failure never personal */
  report(failure: { readonly event: string; readonly bookingId: string }): Promise<void>;
}

/** Both tries end within a function's time. */
const sqs = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 1_500,
    throwOnRequestTimeout: true,
  },
} as const;

/** The stage's queue on SQS. */
export function failureQueue(client = new SQSClient(sqs)): FailureQueue {
  const QueueUrl = setting("FAILURE_QUEUE");
  return {
    async report(failure) {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(failure) }));
    },
  };
}
