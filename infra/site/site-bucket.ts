import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { SiteFile } from "../../build/site";
import { type PrivateBucket, privateBucket, readableBy } from "../data/private-bucket";
import { SiteReplica } from "./site-replica";

export interface SiteBucketArgs {
  readonly files: readonly SiteFile[];
  /** What pages must know of the stage; they read it from `/config.json`. */
  readonly pageSettings: Readonly<Record<string, pulumi.Input<string>>>;
  /** Refuse to destroy the bucket while it holds objects. */
  readonly protectData: boolean;
  /** The region that holds a copy of the bucket; none where it is left out. */
  readonly copyRegion?: string;
}

/** The private bucket with the built site; only one distribution reads it. */
export class SiteBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;
  readonly objects: readonly aws.s3.BucketObjectv2[];
  /** A hash of every object that keeps its key when its content changes. */
  readonly digests: pulumi.Output<Record<string, string>>;
  /** The copy in another region, where the stage has one. */
  readonly replica?: SiteReplica;
  private readonly own: PrivateBucket;

  constructor(
    private readonly name: string,
    private readonly args: SiteBucketArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:SiteBucket", name, {}, opts);
    const { copyRegion: region, protectData, files, pageSettings } = args;
    this.own = privateBucket(name, { protectData }, this);
    if (region) {
      const source = this.own;
      const within = { parent: this };
      this.replica = new SiteReplica(`${name}-copy`, { source, region, protectData }, within);
    }
    this.objects = [...files.map((file) => this.upload(file)), this.uploadSettings(pageSettings)];

    this.digests = digests(files, pageSettings);
    const { bucket } = this.own;
    this.bucketName = bucket.bucket;
    this.arn = bucket.arn;
    this.domainName = bucket.bucketRegionalDomainName;
    this.registerOutputs({
      bucketName: this.bucketName,
      arn: this.arn,
      domainName: this.domainName,
      digests: this.digests,
    });
  }

  /** Lets one distribution read the objects, and those of the copy. */
  readableBy(distributionArn: pulumi.Input<string>): void {
    readableBy(this.name, this.own, { distributionArn }, this);
    this.replica?.readableBy(distributionArn);
  }

  private upload(file: SiteFile): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
      `${this.name}-${file.path}`,
      {
        ...this.place(),
        key: file.path,
        source: new pulumi.asset.FileAsset(file.file),
        contentType: file.contentType,
        cacheControl: file.cacheControl,
      },
      {
        ...this.afterItsBucket(),
        // The edge keeps yesterday's pages for a day, and they still ask for yesterday's scripts.
        retainOnDelete: isHashed(file),
      },
    );
  }

  /** The build can't hold these: they are only known once the stage is deployed. */
  private uploadSettings(settings: SiteBucketArgs["pageSettings"]): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
      `${this.name}-${settingsKey}`,
      {
        ...this.place(),
        key: settingsKey,
        content: pulumi.jsonStringify(settings),
        contentType: "application/json",
        cacheControl: "public, max-age=0, s-maxage=60, must-revalidate",
      },
      this.afterItsBucket(),
    );
  }

  /** S3 copies only what is put once the copy is there, so a new one has every file put again. */
  private place() {
    return { bucket: this.own.bucket.bucket, sourceHash: this.args.copyRegion };
  }

  private afterItsBucket() {
    const { own, replica } = this;
    const before = replica ? [own.versioning, replica.replication] : [own.versioning];
    return { parent: this, dependsOn: before };
  }
}

function digests(
  files: readonly SiteFile[],
  settings: SiteBucketArgs["pageSettings"],
): pulumi.Output<Record<string, string>> {
  const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
  const pages = files.filter((file) => !isHashed(file));
  const ofPages = Object.fromEntries(
    pages.map(({ path, file }) => [path, sha256(readFileSync(file))]),
  );
  return pulumi
    .jsonStringify(settings)
    .apply((content): Record<string, string> => ({ ...ofPages, [settingsKey]: sha256(content) }));
}

/** The object with the page settings. */
export const settingsKey = "config.json";

/** A file whose name changes with its contents. */
export function isHashed(file: SiteFile): boolean {
  return file.cacheControl.includes("immutable");
}
