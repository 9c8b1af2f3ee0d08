import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { SiteFile } from "../../build/site";
import { type PrivateBucket, privateBucket, readableBy } from "../data/private-bucket";
import { SiteReplica } from "./site-replica";

export interface SiteBucketArgs {
  readonly files: readonly SiteFile[];
  /** What pages need to know about the stage; they read it from `/config.json`. */
  readonly pageSettings: Readonly<Record<string, pulumi.Input<string>>>;
  /** Refuses to delete the bucket while it holds objects. */
  readonly protectData: boolean;
  /** The region with a copy of the bucket. Default: no copy. */
  readonly copyRegion?: string;
}

/** The private bucket with the built site, for one distribution. */
export class SiteBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;
  readonly objects: readonly aws.s3.BucketObjectv2[];
  /** A hash of every object whose key stays when its content changes. */
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
    const named = (isNamed: boolean) => files.filter((file) => isHashed(file) === isNamed);
    const assets = named(true).map((file) => this.upload(file, this.afterItsBucket()));
    // A page that was there before its scripts would show without them, and a deployment may stop here.
    const afterAssets = this.afterItsBucket(assets);
    const pages = named(false).map((file) => this.upload(file, afterAssets));
    this.objects = [...assets, ...pages, this.uploadSettings(pageSettings, afterAssets)];

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

  /** Lets one distribution read the objects and their copies. */
  readableBy(distributionArn: pulumi.Input<string>): void {
    readableBy(this.name, this.own, { distributionArn }, this);
    this.replica?.readableBy(distributionArn);
  }

  private upload(file: SiteFile, after: pulumi.CustomResourceOptions): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
      `${this.name}-${file.path}`,
      {
        ...this.location(),
        key: file.path,
        source: new pulumi.asset.FileAsset(file.file),
        contentType: file.contentType,
        cacheControl: file.cacheControl,
      },
      {
        ...after,
        // CloudFront caches pages for a day, and yesterday's pages still need yesterday's scripts.
        retainOnDelete: isHashed(file),
      },
    );
  }

  /** Not part of the build: these are only known on deployment. */
  private uploadSettings(
    settings: SiteBucketArgs["pageSettings"],
    after: pulumi.CustomResourceOptions,
  ): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
      `${this.name}-${settingsKey}`,
      {
        ...this.location(),
        key: settingsKey,
        content: pulumi.jsonStringify(settings),
        contentType: "application/json",
        cacheControl: "public, max-age=0, s-maxage=60, must-revalidate",
      },
      after,
    );
  }

  /** S3 replicates only what is uploaded after the copy exists, so a new copy uploads every file again. */
  private location() {
    return { bucket: this.own.bucket.bucket, sourceHash: this.args.copyRegion };
  }

  private afterItsBucket(objects: readonly aws.s3.BucketObjectv2[] = []) {
    const { own, replica } = this;
    const before = replica ? [own.versioning, replica.replication] : [own.versioning];
    return { parent: this, dependsOn: [...before, ...objects] };
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

/** Whether a file's name changes with its content. */
export function isHashed(file: SiteFile): boolean {
  return file.cacheControl.includes("immutable");
}
