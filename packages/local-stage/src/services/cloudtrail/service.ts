import type { Service } from "../../service";
import { arn, physicalName } from "../../values";

const trailArn = arn("cloudtrail", (declared) => `trail/${physicalName(declared)}`);

/** CloudTrail: trails exist, and nothing is recorded. */
export const cloudtrail: Service = {
  name: "cloudtrail",
  types: [],
  values: {
    "aws:cloudtrail/trail:Trail": {
      id: trailArn,
      outputs: { name: physicalName, arn: trailArn, homeRegion: ({ region }) => region },
    },
  },
};
