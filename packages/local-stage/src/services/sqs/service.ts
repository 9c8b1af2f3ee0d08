import { accountId } from "../../account";
import type { Service } from "../../service";
import { arn, type Declared, onlyId, physicalName } from "../../values";
import { sqsApi } from "./api";
import { openQueues, type Queues } from "./queues";

declare module "../../service" {
  interface Faces {
    readonly sqs: Queues;
  }
}

const url = (declared: Declared) =>
  `https://sqs.${declared.region}.amazonaws.com/${accountId}/${physicalName(declared)}`;

/** SQS: standard queues with delays, visibility and dead-letter queues. */
export const sqs: Service<"sqs", Queues> = {
  name: "sqs",
  types: ["aws:sqs/queue:Queue"],
  values: {
    "aws:sqs/queue:Queue": {
      id: url,
      outputs: { name: physicalName, arn: arn("sqs", physicalName), url },
    },
    "aws:sqs/queuePolicy:QueuePolicy": onlyId(({ inputs }) => inputs.queueUrl),
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": onlyId(({ inputs }) => inputs.queueUrl),
  },
  api: {
    sqs: { protocol: "json", answer: ({ graph, services }) => sqsApi(graph, services.sqs) },
  },
  keeps: ["queues"],
  start: ({ graph, folder, log, now }) => ({ face: openQueues(graph, folder, log, now) }),
};
