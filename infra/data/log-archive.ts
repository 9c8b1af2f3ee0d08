import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, policyDocument, type Statement, tlsOnly } from "../access/iam";
import { serviceRole } from "../access/service-role";
import type { StageConfig } from "../config";
import { type PrivateBucket, privateBucket } from "./private-bucket";

export interface LogArchiveArgs {
  readonly keep: Exclude<StageConfig["logArchive"], "off">;
  /** The log groups by a short name each; in the stack's region, since a stream takes no other. */
  readonly logGroups: Readonly<Record<string, pulumi.Input<string>>>;
  readonly config: Pick<StageConfig, "protectData">;
}

/** For compliance seven years, of which at most two are leap years. */
const keptDays = { year: 365, compliance: 7 * 365 + 2 };

/**
 * Keeps every log line in a bucket, when CloudWatch has long deleted it. All log groups share one delivery
 * stream, which writes what a quarter of an hour brings into one compressed object:
 * `logs/day=2026-11-30/…gz`, a line for each batch, with the names of its log group and log stream.
 */
export class LogArchive extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    args: LogArchiveArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:LogArchive", name, {}, opts);
    const { keep, logGroups, config } = args;
    const { protectData } = config;
    // Nor does anybody lose seven years with the setting, whatever the stage is for.
    const isProtected = protectData || keep === "compliance";
    const archive = privateBucket(
      name,
      { protectData: isProtected, keptDays: keptDays[keep] },
      this,
    );
    this.guard(archive, keep);
    const stream = this.stream(archive);
    this.subscribe(stream, logGroups);
    this.bucketName = archive.bucket.bucket;
    this.registerOutputs({ bucketName: this.bucketName });
  }

  /**
   * For compliance nobody deletes an object before it expires, unless this policy or the bucket's lifecycle
   * is changed first; expiry itself asks no policy. Object Lock is not used: S3 then wants a checksum with every
   * upload, and AWS does not say that Firehose sends one. Nor could anybody remove what should never
   * have been logged.
   * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
   */
  private guard({ bucket }: PrivateBucket, keep: LogArchiveArgs["keep"]): void {
    const objects = pulumi.interpolate`${bucket.arn}/*`;
    const keepAll = {
      Sid: "KeepUntilExpiry",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
      Resource: objects,
    };
    new aws.s3.BucketPolicy(
      `${this.name}-policy`,
      {
        bucket: bucket.bucket,
        policy: policyDocument([
          tlsOnly("s3:*", [bucket.arn, objects]),
          ...(keep === "compliance" ? [keepAll] : []),
        ]),
      },
      { parent: this },
    );
  }

  private stream({ bucket, versioning }: PrivateBucket): aws.kinesis.FirehoseDeliveryStream {
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    const roleArn = serviceRole(
      `${this.name}-writer`,
      {
        service: "firehose.amazonaws.com",
        grants: writeObjects(bucket.arn),
        // Only for streams of this account.
        // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
        condition: { StringEquals: { "sts:ExternalId": accountId } },
        description: "Writes the logs to their archive.",
      },
      this,
    );
    return new aws.kinesis.FirehoseDeliveryStream(
      `${this.name}-stream`,
      {
        destination: "extended_s3",
        serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
        extendedS3Configuration: {
          bucketArn: bucket.arn,
          roleArn,
          prefix: "logs/day=!{timestamp:yyyy-MM-dd}/",
          errorOutputPrefix: "failed/!{firehose:error-output-type}/day=!{timestamp:yyyy-MM-dd}/",
          // The most of either, for the fewest objects.
          bufferingInterval: 900,
          bufferingSize: 128,
          compressionFormat: "GZIP",
          processingConfiguration: {
            enabled: true,
            processors: [
              // CloudWatch compresses each batch by itself. Extracting the messages alone would lose which
              // function they are from.
              {
                type: "Decompression",
                parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }],
              },
              {
                type: "AppendDelimiterToRecord",
                parameters: [{ parameterName: "Delimiter", parameterValue: "\\n" }],
              },
            ],
          },
        },
      },
      { parent: this, dependsOn: [versioning] },
    );
  }

  /** One filter for each log group, of the two that AWS allows it. */
  private subscribe(
    stream: aws.kinesis.FirehoseDeliveryStream,
    logGroups: LogArchiveArgs["logGroups"],
  ): void {
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    const { region } = aws.getRegionOutput({}, { parent: this });
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    const roleArn = serviceRole(
      `${this.name}-sender`,
      {
        service: "logs.amazonaws.com",
        grants: [allow("firehose", ["PutRecord", "PutRecordBatch"], stream.arn)],
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
        condition: {
          StringLike: {
            "aws:SourceArn": pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:*`,
          },
        },
        description: "Sends the logs to their archive.",
      },
      this,
    );
    for (const [shortName, logGroup] of Object.entries(logGroups)) {
      new aws.cloudwatch.LogSubscriptionFilter(
        `${this.name}-${shortName}`,
        { logGroup, destinationArn: stream.arn, roleArn, filterPattern: "" },
        { parent: this },
      );
    }
  }
}

/** https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3 */
function writeObjects(bucketArn: pulumi.Output<string>): Statement[] {
  return [
    allow("s3", ["GetBucketLocation", "ListBucket", "ListBucketMultipartUploads"], bucketArn),
    allow(
      "s3",
      ["AbortMultipartUpload", "GetObject", "PutObject"],
      pulumi.interpolate`${bucketArn}/*`,
    ),
  ];
}
