import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, tlsOnly } from "../access/iam";

export interface PrivateBucketArgs {
  /** Refuse to destroy the bucket while it holds objects. */
  readonly protectData: boolean;
  /** Where it is not the stack's own region. */
  readonly region?: string;
  /** How long objects are kept; for ever without it. */
  readonly keptDays?: number;
}

/** A bucket and what keeps its old versions. */
export interface PrivateBucket {
  readonly bucket: aws.s3.Bucket;
  /** To be there before the first object is. */
  readonly versioning: aws.s3.BucketVersioning;
}

/** A versioned, encrypted bucket that nobody reads until a policy lets them. */
export function privateBucket(
  name: string,
  { protectData, region, keptDays }: PrivateBucketArgs,
  parent: pulumi.Resource,
): PrivateBucket {
  const bucket = new aws.s3.Bucket(
    `${name}-bucket`,
    { forceDestroy: !protectData, region },
    { parent },
  );
  const within = { bucket: bucket.bucket, region };
  keepPrivate(name, within, parent);
  return { bucket, versioning: keepVersions(name, within, keptDays, parent) };
}

/**
 * Lets one distribution read a bucket's objects, over TLS. It may list, so that what is missing is a
 * 404, not a 403.
 */
export function readableBy(
  name: string,
  { bucket }: PrivateBucket,
  { distributionArn, region }: { distributionArn: pulumi.Input<string>; region?: string },
  parent: pulumi.Resource,
): void {
  const condition = { StringEquals: { "AWS:SourceArn": distributionArn } };
  const cloudFront = { Principal: { Service: "cloudfront.amazonaws.com" }, Effect: "Allow" };
  const objects = pulumi.interpolate`${bucket.arn}/*`;
  new aws.s3.BucketPolicy(
    `${name}-policy`,
    {
      bucket: bucket.bucket,
      region,
      policy: policyDocument([
        tlsOnly("s3:*", [bucket.arn, objects]),
        { ...cloudFront, Action: "s3:GetObject", Resource: objects, Condition: condition },
        { ...cloudFront, Action: "s3:ListBucket", Resource: bucket.arn, Condition: condition },
      ]),
    },
    { parent },
  );
}

/** Which bucket a setting is of, and where that is. */
interface Within {
  readonly bucket: pulumi.Output<string>;
  readonly region?: string;
}

function keepPrivate(name: string, within: Within, parent: pulumi.Resource): void {
  new aws.s3.BucketPublicAccessBlock(
    `${name}-no-public-access`,
    {
      ...within,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  new aws.s3.BucketOwnershipControls(
    `${name}-ownership`,
    { ...within, rule: { objectOwnership: "BucketOwnerEnforced" } },
    { parent },
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    {
      ...within,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" },
          // What S3 sets by itself since April 2026: left out, the provider finds a difference each time.
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
  within: Within,
  keptDays: number | undefined,
  parent: pulumi.Resource,
): aws.s3.BucketVersioning {
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versioning`,
    { ...within, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  new aws.s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    {
      ...within,
      rules: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: { prefix: "" },
          ...(keptDays && { expiration: { days: keptDays } }),
          noncurrentVersionExpiration: { noncurrentDays: 30 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    { parent, dependsOn: [versioning] },
  );
  return versioning;
}
