import type { Service } from "../../service";
import { arn, type Declared, shortId } from "../../values";

const certificateArn = arn("acm", ({ name }) => `certificate/${shortId(name)}`);

/** Certificate Manager: certificates exist, and whoever waits for one gets it at once. */
export const acm: Service = {
  name: "acm",
  types: [],
  values: {
    "aws:acm/certificate:Certificate": {
      id: certificateArn,
      outputs: { arn: certificateArn, domainValidationOptions },
    },
    "aws:acm/certificateValidation:CertificateValidation": {
      id: () => "2026-01-01 00:00:00 +0000 UTC",
      // AWS gives the same ARN; marked here, so that a test sees who waits until it is issued.
      outputs: { certificateArn: ({ inputs }) => `${inputs.certificateArn}#issued` },
    },
  },
};

/** ACM lists them in no order, and writes names with the dot at their end. */
function domainValidationOptions({ inputs }: Declared) {
  const names: string[] = [inputs.domainName, ...(inputs.subjectAlternativeNames ?? [])];
  return names.reverse().map((name) => ({
    domainName: name,
    resourceRecordName: `_${shortId(name)}.${name}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${shortId(`proof of ${name}`)}.acm-validations.aws.`,
  }));
}
