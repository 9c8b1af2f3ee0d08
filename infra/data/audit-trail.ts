import * as pulumi from "@pulumi/pulumi";
import { privateBucket } from "./private-bucket";

/** How long the trail is kept. */
const keptDays = 90;

/**
 * The account's audit trail: every change, by whom and from where. The first copy of management events
 * is free, so an account needs one trail, not one per stack; the objects cost cents.
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
    // Loaded late: it takes a third of a second, and most stages have no trail.
    const { Trail } =
      require("@pulumi/awsx/cloudtrail") as typeof import("@pulumi/awsx/cloudtrail");
    new Trail(
      `${name}-trail`,
      {
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        // awsx's own bucket would neither block public access nor be versioned. Given the bucket's name
        // instead of its ARN, awsx writes a policy for an ARN without "s3".
        s3Bucket: { existing: { arn: bucket.arn } },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
