import { createHash } from "node:crypto";
import { AwsError } from "../../gate/errors";
import type { GateService } from "../../gate/gate";
import type { Graph, Resource } from "../../graph";
import type { Message } from "./message";
import type { Queues } from "./queues";

// biome-ignore lint/suspicious/noExplicitAny: every operation has its own shape
type Input = Record<string, any>;

interface Operation {
  /** The IAM action that a batch or an address is checked under, without its service. */
  readonly action?: string;
  act(queueArn: string, input: Input, queues: Queues, queue: Resource): object | Promise<object>;
}

const largestBytes = 1_048_576;

const operations: Readonly<Record<string, Operation>> = {
  GetQueueUrl: { act: (_arn, _input, _queues, { id }) => ({ QueueUrl: id }) },
  GetQueueAttributes: {
    act(queueArn, _input, queues) {
      const { visible, hidden } = queues.count(queueArn);
      return {
        Attributes: {
          QueueArn: queueArn,
          ApproximateNumberOfMessages: String(visible),
          ApproximateNumberOfMessagesNotVisible: String(hidden),
        },
      };
    },
  },
  SendMessage: { act: (queueArn, input, queues) => send(queueArn, input, queues) },
  SendMessageBatch: {
    action: "SendMessage",
    act: (queueArn, { Entries = [] }, queues) =>
      batch(Entries, (entry) => send(queueArn, entry, queues)),
  },
  ReceiveMessage: {
    async act(queueArn, { MaxNumberOfMessages: most = 1, WaitTimeSeconds, ...input }, queues) {
      if (!(most >= 1 && most <= 10)) {
        throw new AwsError(400, "InvalidParameterValue", "MaxNumberOfMessages must be 1 to 10.");
      }
      const until = Date.now() + Number(WaitTimeSeconds ?? 0) * 1000;
      for (;;) {
        const got = queues.receive(queueArn, most, input.VisibilityTimeout);
        if (got.length > 0) return { Messages: got.map(received) };
        if (Date.now() >= until) return {};
        await new Promise((done) => setTimeout(done, 50));
      }
    },
  },
  DeleteMessage: { act: (queueArn, input, queues) => remove(queueArn, input, queues) },
  DeleteMessageBatch: {
    action: "DeleteMessage",
    act: (queueArn, { Entries = [] }, queues) =>
      batch(Entries, (entry) => remove(queueArn, entry, queues)),
  },
  ChangeMessageVisibility: {
    act(queueArn, { ReceiptHandle, VisibilityTimeout }, queues) {
      if (queues.release(queueArn, ReceiptHandle, VisibilityTimeout)) return {};
      throw new AwsError(400, "ReceiptHandleIsInvalid", "The receipt handle is not valid.");
    },
  },
  PurgeQueue: {
    act(queueArn, _input, queues) {
      queues.purge(queueArn);
      return {};
    },
  },
};

/**
 * SQS's API as functions call it, in the JSON protocol of today's SDK.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
export function sqsApi(graph: Graph, queues: Queues): GateService {
  return async (call) => {
    const name = String(call.headers["x-amz-target"] ?? "").replace(/^AmazonSQS\./, "");
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      const what = name || "call in this protocol";
      throw new AwsError(501, "NotSimulated", `The local stage has no SQS ${what}.`);
    }
    const input = JSON.parse(call.body.toString("utf8") || "{}") as Input;
    const queue = graph
      .ofType("aws:sqs/queue:Queue")
      .find(({ id, outputs }) => id === input.QueueUrl || outputs.name === input.QueueName);
    const asked = String(input.QueueName ?? input.QueueUrl ?? "")
      .split("/")
      .at(-1);
    const resource = queue?.outputs.arn ?? `arn:aws:sqs:::${asked}`;
    call.require({ action: `sqs:${operation.action ?? name}`, resource });
    if (!queue) {
      const message = "The specified queue does not exist.";
      throw new AwsError(400, "QueueDoesNotExist", message);
    }
    if (queue.inputs.fifoQueue) {
      const message = `The local stage does not simulate FIFO queues, and ${queue.name} is one.`;
      throw new AwsError(501, "NotSimulated", message);
    }
    const body = JSON.stringify(await operation.act(resource, input, queues, queue));
    return { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body };
  };
}

function send(queueArn: string, input: Input, queues: Queues) {
  const { MessageBody: body = "", MessageAttributes: attributes, DelaySeconds } = input;
  if (body === "") {
    throw new AwsError(400, "MissingParameter", "The request must contain MessageBody.");
  }
  if (Buffer.byteLength(body) > largestBytes) {
    const message = `One or more parameters are invalid. Reason: Message must be shorter than ${largestBytes} bytes.`;
    throw new AwsError(400, "InvalidParameterValue", message);
  }
  const MessageId = queues.send(queueArn, body, { attributes, delaySeconds: DelaySeconds });
  return { MessageId, MD5OfMessageBody: md5(body) };
}

function remove(queueArn: string, { ReceiptHandle }: Input, queues: Queues) {
  // SQS takes an old receipt too, and deletes nothing.
  queues.remove(queueArn, ReceiptHandle);
  return {};
}

function batch(entries: readonly Input[], act: (entry: Input) => object) {
  if (entries.length < 1 || entries.length > 10) {
    const message = "A batch has from 1 to 10 entries.";
    throw new AwsError(400, "TooManyEntriesInBatchRequest", message);
  }
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...act(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, ...(Failed.length > 0 && { Failed }) };
}

function received({ id, body, receipt, attributes, receiveCount, sentAt }: Message) {
  return {
    MessageId: id,
    ReceiptHandle: receipt,
    Body: body,
    MD5OfBody: md5(body),
    Attributes: { ApproximateReceiveCount: String(receiveCount), SentTimestamp: String(sentAt) },
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
  };
}

/** The SDK checks it. */
export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
