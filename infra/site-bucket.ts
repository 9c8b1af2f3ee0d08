import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { SiteFile } from "../www/build";
import { policyDocument, tlsOnly } from "./iam";

export interface SiteBucketArgs {
  readonly files: readonly SiteFile[];
  /** What pages must know of the stage; they read it from `/config.json`. */
  readonly pageSettings: Readonly<Record<string, pulumi.Input<string>>>;
  /** Refuse to destroy the bucket while it holds objects. */
  readonly protectData: boolean;
}

/** The private bucket with the built site; only one distribution reads it. */
export class SiteBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;
  readonly objects: readonly aws.s3.BucketObjectv2[];
  private readonly bucket: aws.s3.Bucket;

  constructor(
    private readonly name: string,
    args: SiteBucketArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:SiteBucket", name, {}, opts);
    this.bucket = new aws.s3.Bucket(
      `${name}-bucket`,
      { forceDestroy: !args.protectData },
      { parent: this },
    );
    this.keepPrivate();
    const versioning = this.keepOldVersions();
    this.objects = [
      ...args.files.map((file) => this.upload(file, versioning)),
      this.uploadSettings(args.pageSettings, versioning),
    ];

    this.bucketName = this.bucket.bucket;
    this.arn = this.bucket.arn;
    this.domainName = this.bucket.bucketRegionalDomainName;
    this.registerOutputs({
      bucketName: this.bucketName,
      arn: this.arn,
      domainName: this.domainName,
    });
  }

  /** Lets one distribution read the objects. It may list, so that what is missing is a 404, not a 403. */
  readableBy(distributionArn: pulumi.Input<string>): void {
    const condition = { StringEquals: { "AWS:SourceArn": distributionArn } };
    const cloudFront = { Principal: { Service: "cloudfront.amazonaws.com" }, Effect: "Allow" };
    const objects = pulumi.interpolate`${this.bucket.arn}/*`;
    new aws.s3.BucketPolicy(
      `${this.name}-policy`,
      {
        bucket: this.bucket.bucket,
        policy: policyDocument([
          tlsOnly("s3:*", [this.bucket.arn, objects]),
          { ...cloudFront, Action: "s3:GetObject", Resource: objects, Condition: condition },
          {
            ...cloudFront,
            Action: "s3:ListBucket",
            Resource: this.bucket.arn,
            Condition: condition,
          },
        ]),
      },
      { parent: this },
    );
  }

  private keepPrivate(): void {
    const bucket = this.bucket.bucket;
    new aws.s3.BucketPublicAccessBlock(
      `${this.name}-no-public-access`,
      {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
    new aws.s3.BucketOwnershipControls(
      `${this.name}-ownership`,
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${this.name}-encryption`,
      {
        bucket,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      { parent: this },
    );
  }

  private keepOldVersions(): aws.s3.BucketVersioning {
    const bucket = this.bucket.bucket;
    const versioning = new aws.s3.BucketVersioning(
      `${this.name}-versioning`,
      { bucket, versioningConfiguration: { status: "Enabled" } },
      { parent: this },
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${this.name}-lifecycle`,
      {
        bucket,
        rules: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays: 30 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      { parent: this, dependsOn: [versioning] },
    );
    return versioning;
  }

  private upload(file: SiteFile, versioning: aws.s3.BucketVersioning): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
      `${this.name}-${file.path}`,
      {
        bucket: this.bucket.bucket,
        key: file.path,
        source: new pulumi.asset.FileAsset(file.file),
        contentType: file.contentType,
        cacheControl: file.cacheControl,
      },
      {
        parent: this,
        dependsOn: [versioning],
        // The edge keeps yesterday's pages for a day, and they still ask for yesterday's scripts.
        retainOnDelete: isHashed(file),
      },
    );
  }

  /** The build can't hold these: they are only known once the stage is deployed. */
  private uploadSettings(
    settings: SiteBucketArgs["pageSettings"],
    versioning: aws.s3.BucketVersioning,
  ): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
      `${this.name}-${settingsKey}`,
      {
        bucket: this.bucket.bucket,
        key: settingsKey,
        content: pulumi.jsonStringify(settings),
        contentType: "application/json",
        cacheControl: "public, max-age=0, s-maxage=60, must-revalidate",
      },
      { parent: this, dependsOn: [versioning] },
    );
  }
}

/** The object with the page settings. */
export const settingsKey = "config.json";

/** A file whose name changes with its contents. */
export function isHashed(file: SiteFile): boolean {
  return file.cacheControl.includes("immutable");
}
