import * as pulumi from "@pulumi/pulumi";

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
    // Only now: it loads a third of a second, and most stages have no trail.
    const { Trail } =
      require("@pulumi/awsx/cloudtrail") as typeof import("@pulumi/awsx/cloudtrail");
    new Trail(
      `${name}-trail`,
      {
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        s3Bucket: {
          args: {
            forceDestroy: !args.protectData,
            lifecycleRules: [{ id: "age", enabled: true, expiration: { days: keptDays } }],
          },
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
