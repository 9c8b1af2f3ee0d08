import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Pictures as Access, PictureFolder } from "../../contract/operations/operation";
import { mediaFolder, uploadFolder } from "../../contract/rules/pictures";
import { allow, type Statement } from "../access/iam";
import type { StageConfig } from "../config";
import { type PrivateBucket, privateBucket, readableBy } from "../data/private-bucket";
import { SiteReplica } from "./site-replica";

export interface PicturesArgs {
  readonly config: Pick<StageConfig, "protectData" | "regions" | "emulator">;
}

/**
 * The business's pictures, in a bucket of their own: it is made before the functions that fill it, and keeps what
 * no build can make again. Browsers upload below `uploads/`, where a day forgets it; visitors see `media/` alone.
 */
export class Pictures extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** As an origin of CloudFront. */
  readonly domainName: pulumi.Output<string>;
  /** Where browsers send the form with a picture, and what the desk's pages may connect to. */
  readonly uploadUrl: pulumi.Output<string>;
  /** The copy in another region, where the stage has one. */
  readonly replica?: SiteReplica;
  private readonly own: PrivateBucket;

  constructor(
    private readonly name: string,
    { config }: PicturesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:Pictures", name, {}, opts);
    const { protectData, emulator } = config;
    this.own = privateBucket(name, { protectData, passing: uploadFolder }, this);
    const [, region] = config.regions;
    if (region) {
      const copied = { source: this.own, folder: mediaFolder, region, protectData };
      this.replica = new SiteReplica(`${name}-copy`, copied, { parent: this });
    }
    const { bucket } = this.own;
    this.bucketName = bucket.bucket;
    this.domainName = bucket.bucketRegionalDomainName;
    this.uploadUrl = emulator
      ? pulumi.interpolate`${emulator}/${bucket.bucket}`
      : pulumi.interpolate`https://${bucket.bucketRegionalDomainName}`;
    this.registerOutputs({
      bucketName: this.bucketName,
      domainName: this.domainName,
      uploadUrl: this.uploadUrl,
    });
  }

  /** Exactly the access that a function's row names. */
  grants(access: Access): Statement[] {
    return Object.entries(access).map(([folder, actions]) =>
      allow("s3", actions, this.objects(folder as PictureFolder)),
    );
  }

  /** Lets one distribution read what visitors see, and its copies. */
  readableBy(distributionArn: pulumi.Input<string>): void {
    readableBy(this.name, this.own, { distributionArn, folder: mediaFolder }, this);
    this.replica?.readableBy(distributionArn);
  }

  /** Lets the pages of one origin upload; what they may upload is signed by a function each time. */
  uploadsFrom(origin: pulumi.Input<string>): void {
    new aws.s3.BucketCorsConfiguration(
      `${this.name}-uploads`,
      {
        bucket: this.own.bucket.bucket,
        corsRules: [
          {
            id: "desk",
            allowedOrigins: [origin],
            allowedMethods: ["POST"],
            maxAgeSeconds: 600,
          },
        ],
      },
      { parent: this },
    );
  }

  private objects(folder: PictureFolder): pulumi.Output<string> {
    return pulumi.interpolate`${this.own.bucket.arn}/${folder}*`;
  }
}
