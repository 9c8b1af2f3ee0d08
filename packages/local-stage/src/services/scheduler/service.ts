import type { Service } from "../../service";
import { arn, type Declared, physicalName } from "../../values";

const path = (declared: Declared) =>
  `${declared.inputs.groupName ?? "default"}/${physicalName(declared)}`;

/** EventBridge Scheduler: schedules exist, and none is run. */
export const scheduler: Service = {
  name: "scheduler",
  types: [],
  values: {
    "aws:scheduler/schedule:Schedule": {
      id: path,
      outputs: {
        name: physicalName,
        groupName: ({ inputs }) => inputs.groupName ?? "default",
        arn: arn("scheduler", (declared) => `schedule/${path(declared)}`),
      },
    },
  },
};
