import type { Graph, Resource } from "../../graph";
import type { HeaderBag } from "../../http/headers";
import { allows } from "./bucket-policy";
import { type Bucket, type Buckets, bucketResources, openBuckets } from "./buckets";
import { headersOf } from "./content";

/** A request that CloudFront makes to a bucket. */
export interface BucketRead {
  readonly method: string;
  /** Decoded, without the leading slash. */
  readonly key: string;
  readonly distributionArn: string;
  /** Whether the origin has an access control, so that the request is signed. */
  readonly signed: boolean;
}

export interface BucketReply {
  readonly status: number;
  readonly headers: HeaderBag;
  readonly body: Buffer;
}

/** One bucket as an origin. */
export interface BucketOrigin {
  read(request: BucketRead): Promise<BucketReply>;
  /** Reads as somebody whom nobody knows: what the bucket policy lets everybody read. */
  readOpenly(key: string): Promise<BucketReply>;
}

/** Finds the bucket behind an origin's domain name, regional or not. */
export function bucketOrigins(
  graph: Graph,
  log: (line: string) => void,
  buckets: Promise<Buckets> = openBuckets(graph),
): (domainName: string) => BucketOrigin | undefined {
  const found = new Map<string, BucketOrigin>();
  for (const resource of bucketResources(graph)) {
    const bucket = buckets.then((all) => all.get(resource.id) as Bucket);
    const origin = bucketOrigin(graph, resource, bucket, log);
    for (const name of ["bucketRegionalDomainName", "bucketDomainName"]) {
      if (resource.outputs[name]) found.set(resource.outputs[name], origin);
    }
  }
  return (domainName) => found.get(domainName);
}

function bucketOrigin(
  graph: Graph,
  bucket: Resource,
  opened: Promise<Bucket>,
  log: (line: string) => void,
): BucketOrigin {
  // Whoever reads hears of it.
  opened.catch(() => {});
  const policies = graph
    .ofType("aws:s3/bucketPolicy:BucketPolicy")
    .filter(({ inputs }) => inputs.bucket === bucket.id)
    .map(({ inputs }) =>
      typeof inputs.policy === "string" ? JSON.parse(inputs.policy) : inputs.policy,
    );
  const arn = bucket.outputs.arn ?? `arn:aws:s3:::${bucket.id}`;
  const may = (action: "s3:GetObject" | "s3:ListBucket", resource: string, sourceArn?: string) =>
    policies.some((policy) => allows(policy, { action, resource, sourceArn }));
  const objectAt = async (key: string, sourceArn?: string) => {
    const object = (await opened).find(key);
    if (object) return { status: 200, headers: headersOf(object), body: object.body };
    // S3 only tells who may list the bucket that an object is not there.
    return may("s3:ListBucket", arn, sourceArn)
      ? failure(404, "NoSuchKey")
      : failure(403, "AccessDenied");
  };

  return {
    async read({ method, key, distributionArn, signed }) {
      if (method !== "GET" && method !== "HEAD") return failure(405, "MethodNotAllowed");
      const granted = signed && may("s3:GetObject", `${arn}/${key}`, distributionArn);
      if (!granted) {
        const missing = signed
          ? `a bucket policy that allows cloudfront.amazonaws.com s3:GetObject for ${distributionArn}`
          : "an origin access control on the origin";
        log(`Bucket ${bucket.id} refuses ${key}: it lacks ${missing}.`);
        return failure(403, "AccessDenied");
      }
      return objectAt(key, distributionArn);
    },
    async readOpenly(key) {
      const missing = !isOpen(graph, bucket)
        ? "a public access block that lets public policies be"
        : !may("s3:GetObject", `${arn}/${key}`) &&
          "a bucket policy that allows everybody s3:GetObject";
      if (!missing) return objectAt(key);
      log(`Bucket ${bucket.id} refuses ${key}: it lacks ${missing}.`);
      return failure(403, "AccessDenied");
    },
  };
}

/** Whether public policies count: a new bucket blocks them until it is told otherwise. */
function isOpen(graph: Graph, bucket: Resource): boolean {
  return graph
    .ofType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    .filter(({ inputs }) => inputs.bucket === bucket.id)
    .some(({ inputs }) => !inputs.blockPublicPolicy && !inputs.restrictPublicBuckets);
}

function failure(status: number, code: string): BucketReply {
  const body = Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`,
  );
  return {
    status,
    headers: { "content-type": ["application/xml"], server: ["AmazonS3"] },
    body,
  };
}
