import type { Service } from "../../service";
import { arn, type Declared, physicalName, shortId } from "../../values";

const scope = ({ inputs }: Declared) => (inputs.scope === "CLOUDFRONT" ? "global" : "regional");

/** WAF: its rules act where CloudFront reads them. */
export const wafv2: Service = {
  name: "wafv2",
  types: ["aws:wafv2/webAcl:WebAcl"],
  values: {
    "aws:wafv2/webAcl:WebAcl": {
      id: ({ name }) => shortId(name),
      outputs: {
        name: physicalName,
        arn: arn(
          "wafv2",
          (declared) =>
            `${scope(declared)}/webacl/${physicalName(declared)}/${shortId(declared.name)}`,
        ),
      },
    },
  },
};
