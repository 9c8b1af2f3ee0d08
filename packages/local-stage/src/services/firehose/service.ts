import type { Service } from "../../service";
import { arn, physicalName } from "../../values";

const streamArn = arn("firehose", (declared) => `deliverystream/${physicalName(declared)}`);

/** Data Firehose: delivery streams exist, and nothing is delivered. */
export const firehose: Service = {
  name: "firehose",
  types: [],
  values: {
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
      id: streamArn,
      outputs: { name: physicalName, arn: streamArn },
    },
  },
};
