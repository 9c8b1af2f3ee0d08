import type { Service } from "../../service";
import { arn, namedWithArn, onlyId, physicalName, shortId } from "../../values";

/** CloudWatch Logs: a log group is a file in `logs/`; deliveries exist, and nothing is delivered. */
export const logs: Service = {
  name: "logs",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  values: {
    "aws:cloudwatch/logGroup:LogGroup": namedWithArn("logs", "log-group:"),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
      id: physicalName,
      outputs: { name: physicalName },
    },
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": onlyId(physicalName),
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": onlyId(
      ({ inputs, name }) => inputs.policyName ?? name,
    ),
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": namedWithArn("logs", "delivery-source:"),
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": namedWithArn(
      "logs",
      "delivery-destination:",
    ),
    "aws:cloudwatch/logDelivery:LogDelivery": {
      id: ({ name }) => shortId(name),
      outputs: { arn: arn("logs", ({ name }) => `delivery:${shortId(name)}`) },
    },
  },
  keeps: ["logs"],
};
