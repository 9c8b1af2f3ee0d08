import type { Service } from "../../service";
import { type Declared, shortId } from "../../values";

const zoneId = ({ name }: Declared) => shortId(name).toUpperCase();

/** Route 53: zones and records exist, and no name is served. */
export const route53: Service = {
  name: "route53",
  types: [],
  values: {
    "aws:route53/zone:Zone": {
      id: zoneId,
      outputs: {
        zoneId,
        arn: (declared) => `arn:aws:route53:::hostedzone/${zoneId(declared)}`,
        nameServers: () => [1, 2, 3, 4].map((n) => `ns-${n}.awsdns-${n}.example`),
      },
    },
    "aws:route53/record:Record": {
      id: ({ inputs }) => `${inputs.zoneId}_${inputs.name}_${inputs.type}`,
      outputs: { fqdn: ({ inputs }) => inputs.name },
    },
  },
};
