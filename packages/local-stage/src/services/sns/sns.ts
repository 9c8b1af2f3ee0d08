import { randomUUID } from "node:crypto";
import type { GateService } from "../../gate/gate";
import type { Graph, Resource } from "../../graph";
import type { Caller, InvocationResult } from "../../invocation";
import type { Log } from "../../log";
import type { Mailbox } from "../ses/mailbox";
import { snsApi } from "./api";
import { inboxMail, lambdaEvent, type Notification, queueMessage } from "./notification";
import { serviceRefusal } from "./topic-policy";

export interface SnsOptions {
  readonly graph: Graph;
  /** Asynchronous, with Lambda's own retries. */
  readonly invoke: (
    functionArn: string,
    payload: unknown,
    caller: Caller,
  ) => Promise<InvocationResult>;
  readonly mailbox: Mailbox;
  /** Puts a message into a queue. */
  readonly enqueue: (queueArn: string, body: string) => unknown;
  readonly log: Log;
}

export interface Publication {
  readonly subject?: string;
  readonly message: string;
  /** The AWS service that publishes, held to the topic's policy; absent for the account's owner. */
  readonly source?: Caller;
}

export type PublishResult =
  | { readonly ok: true; readonly messageId: string }
  | { readonly ok: false; readonly reason: string };

/** A notification with what became of it. */
export interface Published extends Notification {
  /** A service principal or a function's name. */
  readonly by: string;
  readonly deliveries: readonly Delivery[];
}

export interface Delivery {
  readonly protocol: string;
  readonly endpoint: string;
  readonly ok: boolean;
}

/** The topics of the program. */
export interface Sns {
  /** Resolves when every subscriber has it or was given up; never rejects. */
  publish(topicArn: string, publication: Publication): Promise<PublishResult>;
  /** What functions call. */
  readonly api: GateService;
  /** The last notifications, newest first. */
  recent(): readonly Published[];
}

const kept = 100;

/** Serves the captured topics to services, to functions and to tests. */
export function startSns({ graph, invoke, mailbox, enqueue, log }: SnsOptions): Sns {
  const published: (Published & { deliveries: Delivery[] })[] = [];
  const isTopic = (arn: string) => graph.where("aws:sns/topic:Topic", "arn", arn) !== undefined;
  for (const { name, inputs } of graph.ofType("aws:sns/topicSubscription:TopicSubscription")) {
    if (inputs.filterPolicy) log(`${name}: its filter is not simulated, so it gets everything`);
  }

  async function deliver(notification: Notification, by: string): Promise<void> {
    const deliveries: Delivery[] = [];
    published.unshift({ ...notification, by, deliveries });
    published.length = Math.min(published.length, kept);
    const subscriptions = graph
      .ofType("aws:sns/topicSubscription:TopicSubscription")
      .filter(({ inputs }) => inputs.topic === notification.topicArn);
    await Promise.all(
      subscriptions.map(async (subscription) => {
        const { protocol, endpoint } = subscription.inputs;
        const ok = await deliverTo(subscription, notification);
        deliveries.push({ protocol, endpoint, ok });
      }),
    );
  }

  async function deliverTo(
    { name, inputs, outputs }: Resource,
    notification: Notification,
  ): Promise<boolean> {
    const endpoint = String(inputs.endpoint);
    switch (inputs.protocol) {
      case "lambda": {
        const event = lambdaEvent(notification, String(outputs.arn));
        const caller = { principal: "sns.amazonaws.com", sourceArn: notification.topicArn };
        return (await invoke(endpoint, event, caller)).ok;
      }
      case "email":
      case "sms":
        mailbox.deliver(inboxMail(notification, inputs.protocol, endpoint), [endpoint]);
        return true;
      case "sqs": {
        const body = inputs.rawMessageDelivery
          ? notification.message
          : JSON.stringify(queueMessage(notification));
        enqueue(endpoint, body);
        return true;
      }
      default:
        log(`${name}: the local stage does not deliver by ${inputs.protocol}`);
        return false;
    }
  }

  function notification(topicArn: string, subject: string | undefined, message: string) {
    const at = new Date().toISOString();
    return { topicArn, messageId: randomUUID(), at, message, ...(subject && { subject }) };
  }

  return {
    async publish(topicArn, { subject, message, source }) {
      const refusal = !isTopic(topicArn)
        ? "there is no such topic"
        : source && serviceRefusal(graph, topicArn, source);
      if (refusal) {
        const who = source ? `${source.principal} (${source.sourceArn})` : "the owner";
        log(`denied: ${who} may not publish to ${topicArn}: ${refusal}`);
        return { ok: false, reason: refusal };
      }
      const note = notification(topicArn, subject, message);
      await deliver(note, source?.principal ?? "owner");
      return { ok: true, messageId: note.messageId };
    },
    api: snsApi(isTopic, ({ topicArn, phone, subject, message, by }) => {
      const note = notification(topicArn ?? "", subject, message);
      if (phone) mailbox.deliver(inboxMail(note, "sms", phone), [phone]);
      // Publish answers before anybody has the message, as it does on AWS.
      else void deliver(note, by);
      return note.messageId;
    }),
    recent: () => published,
  };
}
