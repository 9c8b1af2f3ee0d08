import type { OutgoingHttpHeaders } from "node:http";
import { AwsError } from "../../gate/errors";
import type { GateReply } from "../../gate/gate";
import { outgoing } from "../../http/headers";
import type { BucketCall } from "./bucket-call";
import { headersOf, newObject, type StoredObject } from "./content";
import { crc32Of, sentBody } from "./sent-body";

const kept =
  /^(content-(type|disposition|encoding|language)|cache-control|expires|x-amz-meta-[\w.-]+)$/;

/** PutObject; a condition on what is there and the writing of it are one step. */
export function putObject({ call, key, objectArn, bucket }: BucketCall): GateReply {
  const ifMatch = call.headers["if-match"];
  const reads = ifMatch === undefined ? [] : [{ action: "s3:GetObject", resource: objectArn }];
  call.require({ action: "s3:PutObject", resource: objectArn }, ...reads);
  const there = bucket().find(key);
  if (ifMatch !== undefined) {
    if (!there) throw new AwsError(404, "NoSuchKey", "The specified key does not exist.");
    if (!isOneOf(there.etag, ifMatch)) throw failedCondition();
  }
  const ifNoneMatch = call.headers["if-none-match"];
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") {
    const message = "A PUT of S3 takes If-None-Match with * alone.";
    throw new AwsError(501, "NotImplemented", message);
  }
  if (ifNoneMatch === "*" && there) throw failedCondition();
  const body = sentBody(call);
  const described = describedIn(call.headers);
  const object = newObject(body, described);
  bucket().put(key, object);
  const headers = { etag: object.etag, "x-amz-checksum-crc32": crc32Of(body), ...wholeSum };
  return { status: 200, headers, body: "" };
}

/** GetObject and HeadObject, with conditions and a range of bytes. */
export function readObject(asked: BucketCall): GateReply {
  const { call, key, bucketArn, objectArn, bucket } = asked;
  call.require({ action: "s3:GetObject", resource: objectArn });
  const object = bucket().find(key);
  if (!object) {
    // S3 only tells who may list the bucket that an object is not there.
    call.require({ action: "s3:ListBucket", resource: bucketArn });
    throw new AwsError(404, "NoSuchKey", "The specified key does not exist.");
  }
  checkConditions(call.headers, object);
  const headers: OutgoingHttpHeaders = outgoing(headersOf(object));
  const range = rangeOf(call.headers.range, object.body.length);
  if (range) {
    const [start, end] = range;
    headers["content-range"] = `bytes ${start}-${end - 1}/${object.body.length}`;
    headers["content-length"] = end - start;
    return { status: 206, headers, body: object.body.subarray(start, end) };
  }
  if (call.headers["x-amz-checksum-mode"] === "ENABLED") {
    Object.assign(headers, { "x-amz-checksum-crc32": crc32Of(object.body) }, wholeSum);
  }
  return { status: 200, headers, body: object.body };
}

/** DeleteObject; that nothing was there is no mistake. */
export function deleteObject({ call, key, objectArn, bucket }: BucketCall): GateReply {
  if (call.headers["if-match"] !== undefined) {
    const message = "The local stage has no DELETE with If-Match of S3.";
    throw new AwsError(501, "NotSimulated", message);
  }
  call.require({ action: "s3:DeleteObject", resource: objectArn });
  bucket().remove(key);
  return { status: 204, headers: {}, body: "" };
}

const wholeSum = { "x-amz-checksum-type": "FULL_OBJECT" };

function describedIn(headers: BucketCall["call"]["headers"]): Record<string, string> {
  const described: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (kept.test(name) && value) described[name] = String(value);
  }
  // Only how it was sent.
  const codings = (described["content-encoding"] ?? "").split(/\s*,\s*/);
  const own = codings.filter((coding) => coding !== "" && coding !== "aws-chunked").join(", ");
  delete described["content-encoding"];
  return { ...described, ...(own && { "content-encoding": own }) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html */
function checkConditions(headers: BucketCall["call"]["headers"], object: StoredObject): void {
  const match = headers["if-match"];
  const noneMatch = headers["if-none-match"];
  const seconds = Math.floor(object.changedAt.getTime() / 1000) * 1000;
  const since = (name: string) => Date.parse(String(headers[name] ?? ""));
  if (match !== undefined && !isOneOf(object.etag, match)) throw failedCondition();
  if (match === undefined && seconds > since("if-unmodified-since")) throw failedCondition();
  const known =
    noneMatch !== undefined
      ? isOneOf(object.etag, noneMatch)
      : seconds <= since("if-modified-since");
  if (known) throw new AwsError(304, "NotModified", "Not Modified");
}

function isOneOf(etag: string, condition: string): boolean {
  const plain = (tag: string) => tag.trim().replace(/^"|"$/g, "");
  return condition.split(",").some((tag) => tag.trim() === "*" || plain(tag) === plain(etag));
}

/** The first byte and the one after the last; nothing where the whole is asked for. */
function rangeOf(range: string | undefined, size: number): [number, number] | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(Number(last) + 1, size);
  if (start < end) return [start, end];
  throw new AwsError(416, "InvalidRange", "The requested range is not satisfiable");
}

function failedCondition(): AwsError {
  return new AwsError(
    412,
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
  );
}
