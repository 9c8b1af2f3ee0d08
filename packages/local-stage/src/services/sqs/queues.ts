import { randomUUID } from "node:crypto";
import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import type { DataFolder } from "../../data-folder";
import type { Graph } from "../../graph";
import type { Log } from "../../log";
import { fileLine, type Kept, type Message, newMessage, readMessages } from "./message";

/** How a message is sent. */
export interface SendOptions {
  readonly attributes?: Message["attributes"];
  /** Default: the queue's own delay. */
  readonly delaySeconds?: number;
}

/** The queues of the program, each a file in `queues/` with one message per line. */
export interface Queues {
  /** Whether the program declares it. */
  isDeclared(queueArn: string): boolean;
  /** Puts a message into a queue, declared or not; gives its id. */
  send(queueArn: string, body: string, options?: SendOptions): string;
  /**
   * Takes up to `most` messages, which nobody else sees until the time is up. What was taken too often
   * goes to the queue's dead-letter queue instead.
   */
  receive(queueArn: string, most: number, visibilitySeconds?: number): readonly Message[];
  /** Removes a message that was taken; false where the receipt is not the last one. */
  remove(queueArn: string, receipt: string): boolean;
  /** Lets a taken message be seen again after so many seconds. */
  release(queueArn: string, receipt: string, afterSeconds: number): boolean;
  /** Removes all. */
  purge(queueArn: string): void;
  /** How many can be taken now, are taken, or wait for their delay. */
  count(queueArn: string): { readonly visible: number; readonly hidden: number };
  /** How many messages can be taken from each declared queue. */
  waiting(): readonly { readonly name: string; readonly messages: number }[];
  /** Tells the ARN of each queue that gets a message. */
  onSend(listener: (queueArn: string) => void): void;
}

/** AWS's defaults. */
const defaultVisibilitySeconds = 30;
const defaultRetentionSeconds = 345_600;

/**
 * Opens the queues over what the data folder has. A restart keeps the messages and forgets how often
 * they were taken.
 */
export function openQueues(
  graph: Graph,
  folder: DataFolder,
  log: Log,
  now: () => number = Date.now,
): Queues {
  const contents = new Map<string, Kept[]>();
  const listeners: ((queueArn: string) => void)[] = [];
  const declared = () => graph.ofType("aws:sqs/queue:Queue");
  const settings = (queueArn: string) =>
    declared().find(({ outputs }) => outputs.arn === queueArn)?.inputs ?? {};
  const fileOf = (queueArn: string) => folder.file("queues", `${nameOf(queueArn)}.jsonl`);

  function messagesOf(queueArn: string): Kept[] {
    const known = contents.get(queueArn) ?? readMessages(fileOf(queueArn), now());
    contents.set(queueArn, known);
    const { messageRetentionSeconds = defaultRetentionSeconds } = settings(queueArn);
    const oldest = now() - messageRetentionSeconds * 1000;
    if (known.some(({ sentAt }) => sentAt < oldest)) {
      keepOnly(queueArn, ({ sentAt }) => sentAt >= oldest);
    }
    return contents.get(queueArn) as Kept[];
  }

  function keepOnly(queueArn: string, stays: (message: Kept) => boolean): void {
    const left = (contents.get(queueArn) ?? []).filter(stays);
    contents.set(queueArn, left);
    const file = fileOf(queueArn);
    writeFileSync(`${file}.new`, left.map(({ body }) => fileLine(body)).join(""));
    renameSync(`${file}.new`, file);
  }

  function taken(queueArn: string, receipt: string): Kept | undefined {
    return messagesOf(queueArn).find((one) => one.receipt === receipt && receipt !== "");
  }

  function put(queueArn: string, message: Kept): void {
    messagesOf(queueArn).push(message);
    appendFileSync(fileOf(queueArn), fileLine(message.body));
    for (const listener of listeners) listener(queueArn);
  }

  const queues: Queues = {
    isDeclared: (queueArn) => declared().some(({ outputs }) => outputs.arn === queueArn),
    send(queueArn, body, { attributes = {}, delaySeconds } = {}) {
      const delay = delaySeconds ?? settings(queueArn).delaySeconds ?? 0;
      const message = { ...newMessage(body, now()), attributes, visibleAt: now() + delay * 1000 };
      put(queueArn, message);
      return message.id;
    },
    receive(queueArn, most, visibilitySeconds) {
      const { visibilityTimeoutSeconds = defaultVisibilitySeconds, redrivePolicy } =
        settings(queueArn);
      const redrive = parsed(redrivePolicy);
      const got: Message[] = [];
      for (const message of [...messagesOf(queueArn)]) {
        if (got.length === most) break;
        if (message.visibleAt > now()) continue;
        if (redrive && message.receiveCount >= redrive.maxReceiveCount) {
          keepOnly(queueArn, (one) => one !== message);
          log(`${nameOf(queueArn)}: a message goes to ${nameOf(redrive.deadLetterTargetArn)}`);
          put(redrive.deadLetterTargetArn, { ...message, receipt: "", receiveCount: 0 });
          continue;
        }
        message.receiveCount += 1;
        message.firstReceivedAt ??= now();
        message.receipt = randomUUID();
        message.visibleAt = now() + (visibilitySeconds ?? visibilityTimeoutSeconds) * 1000;
        got.push({ ...message });
      }
      return got;
    },
    remove(queueArn, receipt) {
      const message = taken(queueArn, receipt);
      if (message) keepOnly(queueArn, (one) => one !== message);
      return message !== undefined;
    },
    release(queueArn, receipt, afterSeconds) {
      const message = taken(queueArn, receipt);
      if (message) message.visibleAt = now() + afterSeconds * 1000;
      return message !== undefined;
    },
    purge: (queueArn) => {
      messagesOf(queueArn);
      keepOnly(queueArn, () => false);
    },
    count(queueArn) {
      const all = messagesOf(queueArn);
      const visible = all.filter(({ visibleAt }) => visibleAt <= now()).length;
      return { visible, hidden: all.length - visible };
    },
    waiting: () =>
      declared().map(({ outputs }) => ({
        name: String(outputs.name),
        messages: queues.count(outputs.arn).visible,
      })),
    onSend: (listener) => listeners.push(listener),
  };
  return queues;
}

/** The last part of a queue's ARN. */
export function nameOf(queueArn: string): string {
  return queueArn.split(":").at(-1) ?? "";
}

function parsed(
  policy: unknown,
): { deadLetterTargetArn: string; maxReceiveCount: number } | undefined {
  if (!policy) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } =
    typeof policy === "string" ? JSON.parse(policy) : policy;
  return { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) };
}
