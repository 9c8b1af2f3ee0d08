import type { Service } from "../../service";
import { type Declared, onlyId } from "../../values";
import { s3Api } from "./api";
import { type Buckets, openBuckets } from "./buckets";
import { keptFolder } from "./kept-objects";
import { bucketOrigins } from "./s3";
import { corsTypes } from "./uploads/cors";
import { startUploads } from "./uploads/uploads";
import { startWebsites, websitesOf, websiteTypes } from "./website";

declare module "../../service" {
  interface Faces {
    readonly s3: S3;
  }
}

/** The buckets of the program. */
export interface S3 {
  /** The bucket behind an origin's domain name, as CloudFront reads it. */
  readonly origin: ReturnType<typeof bucketOrigins>;
  /** By name, once what the program puts into them has been read. */
  readonly buckets: Promise<Buckets>;
}

const bucketName = ({ name, inputs }: Declared) => String(inputs.bucket ?? name);
const key = ({ name, inputs }: Declared) => String(inputs.key ?? name);
const ofBucket = onlyId(({ inputs }) => inputs.bucket);

const bucket = {
  id: bucketName,
  outputs: {
    bucket: bucketName,
    arn: (declared: Declared) => `arn:aws:s3:::${bucketName(declared)}`,
    bucketDomainName: (declared: Declared) => `${bucketName(declared)}.s3.amazonaws.com`,
    bucketRegionalDomainName: (declared: Declared) =>
      `${bucketName(declared)}.s3.${declared.region}.amazonaws.com`,
  },
};
const website = {
  id: ({ inputs }: Declared) => String(inputs.bucket),
  outputs: {
    websiteDomain: ({ region }: Declared) => `s3-website.${region}.amazonaws.com`,
    websiteEndpoint: ({ inputs, region }: Declared) =>
      `${inputs.bucket}.s3-website.${region}.amazonaws.com`,
  },
};
const object = {
  id: key,
  outputs: {
    key,
    arn: (declared: Declared) => `arn:aws:s3:::${declared.inputs.bucket}/${key(declared)}`,
  },
};

/**
 * S3: buckets are read by CloudFront and as websites, as their policies let it, and functions read and
 * write them, as their roles do.
 */
export const s3: Service<"s3", S3> = {
  name: "s3",
  types: [
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    ...corsTypes,
    ...websiteTypes,
    // These shape a bucket in AWS and change nothing that a reader sees.
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
  ],
  values: {
    "aws:s3/bucket:Bucket": bucket,
    "aws:s3/bucketV2:BucketV2": bucket,
    "aws:s3/bucketObject:BucketObject": object,
    "aws:s3/bucketObjectv2:BucketObjectv2": object,
    ...Object.fromEntries(websiteTypes.map((type) => [type, website])),
    ...Object.fromEntries(corsTypes.map((type) => [type, ofBucket])),
    "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ofBucket,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
      ofBucket,
    "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
  },
  api: {
    s3: { protocol: "s3", answer: ({ services, log }) => s3Api(services.s3.buckets, log) },
  },
  keeps: [keptFolder],
  fronts: (graph) => websitesOf(graph).length > 0,
  async start({ graph, folder, gate, hosts, port, log, onClose }) {
    const buckets = openBuckets(graph, folder);
    const origin = bucketOrigins(graph, log, buckets);
    const websites = await startWebsites(websitesOf(graph), origin, port);
    for (const { host, url, close } of websites) {
      onClose(close);
      hosts.set(host, url);
    }
    for (const upload of await startUploads({ graph, buckets, gate, hosts, log })) {
      onClose(upload.close);
      for (const host of upload.hosts) hosts.set(host, upload.url);
    }
    return {
      face: { origin, buckets },
      addresses: websites.map(({ name, url }) => ({ name: `Website of ${name}`, url })),
    };
  },
};
