import { AwsError } from "../../gate/errors";
import type { GateCall, GateReply, GateService } from "../../gate/gate";
import type { Log } from "../../log";
import type { BucketCall } from "./bucket-call";
import { deleteObjects, listObjects } from "./bucket-calls";
import type { Buckets } from "./buckets";
import { deleteObject, putObject, readObject } from "./object-calls";

interface Operation {
  /** The query parameters that it takes. */
  readonly query: readonly string[];
  act(call: BucketCall): GateReply;
}

/** By method, and for a bucket by the parameter that says what is asked of it. */
const operations: Readonly<Record<string, Operation>> = {
  "PUT object": { query: [], act: putObject },
  "GET object": { query: [], act: readObject },
  "HEAD object": { query: [], act: readObject },
  "DELETE object": { query: [], act: deleteObject },
  "POST bucket?delete": { query: ["delete"], act: deleteObjects },
  "GET bucket?list-type": {
    query: [
      "list-type",
      "prefix",
      "delimiter",
      "max-keys",
      "start-after",
      "continuation-token",
      "encoding-type",
      "fetch-owner",
    ],
    act: listObjects,
  },
};

/** What would ask for more than is here: who may read a copy, a tag, a lock, a key of one's own. */
const unknownHeader =
  /^x-amz-(acl|grant-.+|copy-source.*|tagging|object-lock-.+|website-redirect-location|write-offset-bytes|server-side-encryption-customer-.+)$/;

/**
 * S3's API as functions call it, with the bucket in the path or in the host name.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function s3Api(opened: Promise<Buckets>, log: Log): GateService {
  return async (call) => {
    const { bucket: name, key } = addressed(call);
    const query = [...call.url.searchParams.keys()].filter((one) => one !== "x-id");
    const operation = operationOf(call.method, key, query);
    const header = Object.keys(call.headers).find((one) => unknownHeader.test(one));
    if (!operation || header !== undefined) {
      const what = described(call, key, query, header);
      log(
        `denied: ${call.functionName} called ${what} of S3, which the local stage does not simulate`,
      );
      const there =
        "PutObject, GetObject, HeadObject, DeleteObject, DeleteObjects and ListObjectsV2";
      const message = `The local stage has no ${what} of S3; it has ${there}.`;
      throw new AwsError(501, "NotSimulated", message);
    }
    const buckets = await opened;
    return operation.act({
      call,
      key,
      bucketArn: `arn:aws:s3:::${name}`,
      objectArn: `arn:aws:s3:::${name}/${key}`,
      bucket() {
        const found = buckets.get(name);
        if (found) return found;
        throw new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
      },
    });
  };
}

function operationOf(method: string, key: string, query: readonly string[]): Operation | undefined {
  const asked = ["delete", "list-type"].find((one) => query.includes(one));
  const what = key === "" ? `bucket${asked ? `?${asked}` : ""}` : "object";
  const operation = operations[`${method} ${what}`];
  return operation && query.every((one) => operation.query.includes(one)) ? operation : undefined;
}

function described(
  { method, url }: GateCall,
  key: string,
  query: readonly string[],
  header: string | undefined,
): string {
  const named = url.searchParams.get("x-id");
  const of = key === "" ? "a bucket" : "an object";
  const asked = query.length > 0 ? ` with ?${query.join("&")}` : "";
  if (header !== undefined) return `${method} of ${of} with ${header}`;
  return named && asked === "" ? named : `${method} of ${of}${asked}`;
}

/** "/bucket/key", or "/key" at "bucket.s3.region.amazonaws.com" or "bucket.localhost". */
function addressed({ headers, path }: GateCall): { bucket: string; key: string } {
  const host = String(headers.host ?? "").replace(/:\d+$/, "");
  const [, ofHost] = /^(.+?)\.(?:s3[.-](?:[\w-]+\.)*amazonaws\.com|localhost)$/.exec(host) ?? [];
  const [, ofPath = "", rest = ""] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const bucket = ofHost ?? decoded(ofPath);
  const key = decoded(ofHost === undefined ? rest : path.slice(1));
  if (Buffer.byteLength(key) > 1024) {
    throw new AwsError(400, "KeyTooLongError", "Your key is too long");
  }
  return { bucket, key };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}
