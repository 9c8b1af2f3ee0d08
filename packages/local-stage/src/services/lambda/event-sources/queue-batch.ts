import type { InvocationResult } from "../../../invocation";
import { md5 } from "../../sqs/api";
import type { Message } from "../../sqs/message";

/** A message as a function gets it: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function queueRecord(message: Message, queueArn: string, region: string) {
  const { id, receipt, body, attributes, receiveCount, sentAt, firstReceivedAt } = message;
  return {
    messageId: id,
    receiptHandle: receipt,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(sentAt),
      SenderId: "local",
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([key, { DataType, StringValue, BinaryValue }]) => [
        key,
        { dataType: DataType, stringValue: StringValue, binaryValue: BinaryValue },
      ]),
    ),
    md5OfBody: md5(body),
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

/** A filter sees the body as JSON where it is. */
export function passes(
  message: Message,
  filters: readonly ((value: unknown) => boolean)[],
): boolean {
  if (filters.length === 0) return true;
  let body: unknown = message.body;
  try {
    body = JSON.parse(message.body);
  } catch {
    // A plain text is compared as it is.
  }
  return filters.some((fits) => fits({ ...message, body }));
}

/** The ids of the messages that stay in the queue. */
export function failedIds(
  result: InvocationResult,
  batch: readonly Message[],
  reports: boolean,
): ReadonlySet<string> {
  const all = new Set(batch.map(({ id }) => id));
  if (!result.ok) return all;
  if (!reports) return new Set();
  const reply = result.payload as { batchItemFailures?: { itemIdentifier?: unknown }[] } | null;
  const named = (reply?.batchItemFailures ?? []).map(({ itemIdentifier }) =>
    String(itemIdentifier),
  );
  // An identifier that is not in the batch makes all of it a failure, as on Lambda.
  return named.some((id) => !all.has(id)) ? all : new Set(named);
}
