import type { Service } from "../../service";
import { arn, physicalName } from "../../values";
import { type Schedules, startSchedules } from "./schedules";

declare module "../../service" {
  interface Faces {
    readonly events: Schedules;
  }
}

/** EventBridge: rules run by the clock. */
export const events: Service<"events", Schedules> = {
  name: "events",
  types: ["aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/eventTarget:EventTarget"],
  values: {
    "aws:cloudwatch/eventRule:EventRule": {
      id: physicalName,
      outputs: {
        name: physicalName,
        arn: arn("events", (declared) => `rule/${physicalName(declared)}`),
      },
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
      id: ({ inputs, name }) => `${inputs.rule}-${inputs.targetId ?? name}`,
      outputs: { targetId: ({ inputs, name }) => inputs.targetId ?? name },
    },
  },
  needs: ["lambda", "sns"],
  start({ graph, region, services, log, onClose }) {
    const { lambda, sns } = services;
    const { invoke } = lambda;
    const schedules = startSchedules({ graph, region, invoke, publish: sns.publish, log });
    onClose(schedules.close);
    return { face: schedules };
  },
};
