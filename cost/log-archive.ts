import type { Graph, Resource } from "local-stage";
import { guess } from "./assumptions";
import { gb } from "./log-usage";
import type { Usage } from "./prices";

/** What the edge logs is in another region and no part of the archive. */
export const edgeLog = "the edge's log";

const smallestRecordBytes = 5 * 1024;
const objectsPerMonth = 30 * 24 * 4;

/**
 * What the archive of the logs costs, where the stage has one. Each call of a function is one compressed
 * record, as is each line of the gateway: less than 5 KB, and billed as that. What comes within a quarter
 * of an hour is one object.
 */
export function archiveUsage(graph: Graph, usage: readonly Usage[]): Usage[] {
  const [stream] = graph.ofType("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
  if (!stream) return [];
  const sum = (fits: (one: Usage) => boolean) =>
    usage.reduce((total, one) => total + (fits(one) ? one.quantity : 0), 0);
  const records = sum(
    ({ price }) => price === "lambda.requests" || price === "apigateway.requests",
  );
  const lines = sum(({ price, what }) => price === "cloudwatch.logs" && what !== edgeLog);
  const gbs = lines + (records * guess("logEnvelopeBytes")) / gb;
  const what = "the archive of the logs";
  return [
    { price: "firehose.ingested", quantity: (records * smallestRecordBytes) / gb, what },
    { price: "firehose.decompressed", quantity: gbs, what },
    // To about a seventh, as CloudWatch does.
    { price: "s3.storage", quantity: (gbs / 7) * (daysKept(graph, stream.inputs) / 30), what },
    { price: "s3.puts", quantity: Math.min(records, objectsPerMonth), what },
  ];
}

/** Until an object expires, and its bytes go a little later. */
function daysKept(graph: Graph, { extendedS3Configuration }: Resource["inputs"]): number {
  const bucket = graph.where("aws:s3/bucket:Bucket", "arn", extendedS3Configuration.bucketArn)
    ?.outputs.bucket;
  const rules: Lifecycle[] = graph
    .ofType("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    .filter(({ inputs }) => inputs.bucket === bucket)
    .flatMap(({ inputs }) => inputs.rules);
  return rules.reduce(
    (days, { expiration, noncurrentVersionExpiration }) =>
      days + (expiration?.days ?? 0) + (noncurrentVersionExpiration?.noncurrentDays ?? 0),
    0,
  );
}

interface Lifecycle {
  readonly expiration?: { readonly days: number };
  readonly noncurrentVersionExpiration?: { readonly noncurrentDays: number };
}
