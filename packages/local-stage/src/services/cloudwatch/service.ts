import { accountId } from "../../account";
import type { Service } from "../../service";
import { arn, physicalName } from "../../values";
import { type CloudWatch, startCloudWatch } from "./cloudwatch";

declare module "../../service" {
  interface Faces {
    readonly cloudwatch: CloudWatch;
  }
}

/** CloudWatch: metrics of the services that work here, with filters and alarms on them. */
export const cloudwatch: Service<"cloudwatch", CloudWatch> = {
  name: "cloudwatch",
  types: [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  ],
  values: {
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
      id: physicalName,
      outputs: {
        name: physicalName,
        arn: arn("cloudwatch", (declared) => `alarm:${physicalName(declared)}`),
      },
    },
    "aws:cloudwatch/dashboard:Dashboard": {
      id: ({ name, inputs }) => inputs.dashboardName ?? name,
      outputs: {
        dashboardArn: ({ name, inputs }) =>
          `arn:aws:cloudwatch::${accountId}:dashboard/${inputs.dashboardName ?? name}`,
      },
    },
  },
  api: {
    monitoring: {
      protocol: "rest",
      answer: ({ services }) => services.cloudwatch.api,
    },
  },
  needs: ["sns", "sqs"],
  start({ graph, region, services, log, now, onClose }) {
    const { sns, sqs } = services;
    const cloudWatch = startCloudWatch({
      graph,
      region,
      publish: sns.publish,
      waiting: sqs.waiting,
      log,
      now,
    });
    onClose(cloudWatch.close);
    return { face: cloudWatch };
  },
};
