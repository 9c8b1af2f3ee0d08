import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, type Statement } from "../access/iam";
import { serviceRole } from "../access/service-role";
import { type PrivateBucket, privateBucket, readableBy } from "../data/private-bucket";

export interface SiteReplicaArgs {
  readonly source: PrivateBucket;
  readonly region: string;
  /** What is copied of it. Default: everything. */
  readonly folder?: string;
  /** Refuses to delete the copy while it holds objects. */
  readonly protectData: boolean;
}

/** A copy of a bucket of the site in another region, kept up to date by S3 replication. */
export class SiteReplica extends pulumi.ComponentResource {
  readonly domainName: pulumi.Output<string>;
  /** Must exist before an object is uploaded that should be replicated. */
  readonly replication: aws.s3.BucketReplicationConfig;
  private readonly copy: PrivateBucket;

  constructor(
    private readonly name: string,
    private readonly args: SiteReplicaArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:SiteReplica", name, {}, opts);
    const { region, protectData } = args;
    this.copy = privateBucket(name, { region, protectData }, this);
    this.replication = this.replicate(this.role());

    this.domainName = this.copy.bucket.bucketRegionalDomainName;
    this.registerOutputs({ domainName: this.domainName });
  }

  /** Lets the site's distribution read the copy. */
  readableBy(distributionArn: pulumi.Input<string>): void {
    const { region, folder } = this.args;
    readableBy(this.name, this.copy, { distributionArn, region, folder }, this);
  }

  private role(): pulumi.Output<string> {
    const { name, copy } = this;
    const grants = copyGrants(this.args.source.bucket.arn, copy.bucket.arn);
    const policyName = `${name}-role-policy`;
    return serviceRole(name, { service: "s3.amazonaws.com", grants, policyName }, this);
  }

  private replicate(role: pulumi.Output<string>): aws.s3.BucketReplicationConfig {
    const { source, folder } = this.args;
    return new aws.s3.BucketReplicationConfig(
      `${this.name}-replication`,
      {
        bucket: source.bucket.bucket,
        role,
        rules: [
          {
            id: folder ? "folder" : "everything",
            status: "Enabled",
            filter: { prefix: folder ?? "" },
            destination: { bucket: this.copy.bucket.arn, storageClass: "STANDARD" },
            // Deletions are replicated, too. A mistake can be undone from the old versions, which both
            // buckets keep.
            deleteMarkerReplication: { status: "Enabled" },
          },
        ],
      },
      { parent: this, dependsOn: [source.versioning, this.copy.versioning] },
    );
  }
}

/** What S3 needs for replication: https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
function copyGrants(
  source: pulumi.Output<string>,
  destination: pulumi.Output<string>,
): Statement[] {
  const objectReads = [
    "GetObjectVersionForReplication",
    "GetObjectVersionAcl",
    "GetObjectVersionTagging",
  ];
  const objectWrites = ["ReplicateObject", "ReplicateDelete", "ReplicateTags"];
  return [
    allow("s3", ["GetReplicationConfiguration", "ListBucket"], source),
    allow("s3", objectReads, pulumi.interpolate`${source}/*`),
    allow("s3", objectWrites, pulumi.interpolate`${destination}/*`),
  ];
}
