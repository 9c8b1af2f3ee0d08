import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, tlsOnly } from "../access/iam";

export interface PrivateBucketArgs {
  /** Refuses to delete the bucket while it holds objects. */
  readonly protectData: boolean;
  /** Default: the stack's own region. */
  readonly region?: string;
  /** Default: objects never expire. */
  readonly keptDays?: number;
  /** A folder whose objects are gone after a day, old versions and all. Default: none. */
  readonly passing?: string;
}

/** A bucket and its versioning. */
export interface PrivateBucket {
  readonly bucket: aws.s3.Bucket;
  /** Must exist before the first object is uploaded. */
  readonly versioning: aws.s3.BucketVersioning;
}

/** A versioned, encrypted bucket without public access. */
export function privateBucket(
  name: string,
  { protectData, region, keptDays, passing }: PrivateBucketArgs,
  parent: pulumi.Resource,
): PrivateBucket {
  const bucket = new aws.s3.Bucket(
    `${name}-bucket`,
    { forceDestroy: !protectData, region },
    { parent },
  );
  const location = { bucket: bucket.bucket, region };
  restrictAccess(name, location, parent);
  return { bucket, versioning: keepVersions(name, location, { keptDays, passing }, parent) };
}

/** Which distribution reads a bucket, and how much of it. */
export interface Reader {
  readonly distributionArn: pulumi.Input<string>;
  readonly region?: string;
  /** Default: all of it. */
  readonly folder?: string;
}

/**
 * Lets one distribution read a bucket's objects, over TLS. It may also list them, so that a missing
 * object is a 404 and not a 403; of one folder alone it may not, since what is beside it is nobody's business.
 */
export function readableBy(
  name: string,
  { bucket }: PrivateBucket,
  { distributionArn, region, folder }: Reader,
  parent: pulumi.Resource,
): void {
  const condition = { StringEquals: { "AWS:SourceArn": distributionArn } };
  const cloudFront = { Principal: { Service: "cloudfront.amazonaws.com" }, Effect: "Allow" };
  const objects = pulumi.interpolate`${bucket.arn}/*`;
  const readable = folder ? pulumi.interpolate`${bucket.arn}/${folder}*` : objects;
  const lists = { ...cloudFront, Action: "s3:ListBucket", Resource: bucket.arn };
  new aws.s3.BucketPolicy(
    `${name}-policy`,
    {
      bucket: bucket.bucket,
      region,
      policy: policyDocument([
        tlsOnly("s3:*", [bucket.arn, objects]),
        { ...cloudFront, Action: "s3:GetObject", Resource: readable, Condition: condition },
        ...(folder ? [] : [{ ...lists, Condition: condition }]),
      ]),
    },
    { parent },
  );
}

/** The bucket that a setting belongs to. */
interface BucketLocation {
  readonly bucket: pulumi.Output<string>;
  readonly region?: string;
}

function restrictAccess(name: string, location: BucketLocation, parent: pulumi.Resource): void {
  new aws.s3.BucketPublicAccessBlock(
    `${name}-no-public-access`,
    {
      ...location,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  new aws.s3.BucketOwnershipControls(
    `${name}-ownership`,
    { ...location, rule: { objectOwnership: "BucketOwnerEnforced" } },
    { parent },
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    {
      ...location,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" },
          // S3's default since April 2026: left out, the provider sees a difference every time.
          // https://github.com/hashicorp/terraform-provider-aws/issues/47320
          blockedEncryptionTypes: ["SSE-C"],
          bucketKeyEnabled: false,
        },
      ],
    },
    { parent },
  );
}

function keepVersions(
  name: string,
  location: BucketLocation,
  { keptDays, passing }: Pick<PrivateBucketArgs, "keptDays" | "passing">,
  parent: pulumi.Resource,
): aws.s3.BucketVersioning {
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versioning`,
    { ...location, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  new aws.s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    {
      ...location,
      rules: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: { prefix: "" },
          ...(keptDays && { expiration: { days: keptDays } }),
          noncurrentVersionExpiration: { noncurrentDays: 30 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
        ...(passing
          ? [
              {
                id: "passing",
                status: "Enabled",
                filter: { prefix: passing },
                expiration: { days: 1 },
                noncurrentVersionExpiration: { noncurrentDays: 1 },
              },
            ]
          : []),
      ],
    },
    { parent, dependsOn: [versioning] },
  );
  return versioning;
}
