import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The bucket with the state of every stack of the account, and the key for the secrets in it. */
export class StateStore extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  readonly secretsKeyArn: pulumi.Output<string>;
  readonly secretsKeyAlias: pulumi.Output<string>;

  constructor(name: string, options?: pulumi.ComponentResourceOptions) {
    super("shopfront:bootstrap:StateStore", name, {}, options);
    const key = this.secretsKey(name);
    const bucket = this.bucket(name, key.arn);
    const alias = new aws.kms.Alias(
      `${name}-secrets-alias`,
      { name: "alias/shopfront-secrets", targetKeyId: key.keyId },
      { parent: this },
    );

    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.secretsKeyArn = key.arn;
    this.secretsKeyAlias = alias.name;
    const { bucketName, bucketArn, secretsKeyArn, secretsKeyAlias } = this;
    this.registerOutputs({ bucketName, bucketArn, secretsKeyArn, secretsKeyAlias });
  }

  /** Without it no secret of any state can be read again. */
  private secretsKey(name: string): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-secrets`,
      {
        description: "Encrypts the secrets in the state of Shopfront's stacks.",
        enableKeyRotation: true,
        deletionWindowInDays: 30,
      },
      { parent: this, protect: true },
    );
  }

  private bucket(name: string, keyArn: pulumi.Output<string>): aws.s3.Bucket {
    const bucket = new aws.s3.Bucket(`${name}-bucket`, {}, { parent: this, protect: true });
    const child = { parent: this };
    new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      child,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket: bucket.bucket,
        rules: [
          {
            bucketKeyEnabled: true,
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: keyArn,
            },
          },
        ],
      },
      child,
    );
    const block = new aws.s3.BucketPublicAccessBlock(
      `${name}-no-public-access`,
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    new aws.s3.BucketPolicy(
      `${name}-policy`,
      { bucket: bucket.bucket, policy: bucket.arn.apply(tlsOnly) },
      { ...child, dependsOn: [block] },
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket: bucket.bucket,
        rules: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: { prefix: "" },
            // Long enough to find out that a state was lost, and to have its versions still.
            noncurrentVersionExpiration: { noncurrentDays: 365 },
          },
          {
            id: "plans",
            status: "Enabled",
            filter: { prefix: "plans/" },
            expiration: { days: 30 },
          },
        ],
      },
      child,
    );
    return bucket;
  }
}

function tlsOnly(arn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
