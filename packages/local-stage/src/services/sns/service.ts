import type { Service } from "../../service";
import { arn, physicalName } from "../../values";
import { type Sns, startSns } from "./sns";

declare module "../../service" {
  interface Faces {
    readonly sns: Sns;
  }
}

const topicArn = arn("sns", physicalName);

/** SNS: topics deliver to functions, queues and the inbox. */
export const sns: Service<"sns", Sns> = {
  name: "sns",
  types: [
    "aws:sns/topic:Topic",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sns/topicSubscription:TopicSubscription",
  ],
  values: {
    "aws:sns/topic:Topic": { id: topicArn, outputs: { name: physicalName, arn: topicArn } },
    "aws:sns/topicPolicy:TopicPolicy": { id: ({ inputs }) => inputs.arn, outputs: {} },
    "aws:sns/topicSubscription:TopicSubscription": {
      id: ({ inputs, name }) => `${inputs.topic}:${name}`,
      outputs: { arn: ({ inputs, name }) => `${inputs.topic}:${name}` },
    },
  },
  api: {
    sns: {
      protocol: { xml: "2010-03-31", denied: "AuthorizationError" },
      answer: ({ services }) => services.sns.api,
    },
  },
  needs: ["lambda", "ses", "sqs"],
  start({ graph, services, log }) {
    const { lambda, ses, sqs } = services;
    const { mailbox } = ses;
    return {
      face: startSns({ graph, invoke: lambda.invokeLater, mailbox, enqueue: sqs.send, log }),
    };
  },
};
