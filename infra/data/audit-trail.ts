import * as pulumi from "@pulumi/pulumi";
import { privateBucket } from "./private-bucket";

/** How long it is kept who changed what. */
const keptDays = 90;

/**
 * Records every change of the account, by whom and from where. CloudTrail gives the first copy of
 * management events away, so an account needs one trail, not one per stack; the objects cost cents.
 */
export class AuditTrail extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: { readonly protectData: boolean },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:AuditTrail", name, {}, opts);
    const { protectData } = args;
    const { bucket } = privateBucket(name, { protectData, keptDays }, this);
    // Only now: it loads a third of a second, and most stages have no trail.
    const { Trail } =
      require("@pulumi/awsx/cloudtrail") as typeof import("@pulumi/awsx/cloudtrail");
    new Trail(
      `${name}-trail`,
      {
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        // The bucket that awsx makes by itself is neither closed to the public nor versioned. By its
        // name instead of its ARN, awsx would write a policy for an ARN without "s3".
        s3Bucket: { existing: { arn: bucket.arn } },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
