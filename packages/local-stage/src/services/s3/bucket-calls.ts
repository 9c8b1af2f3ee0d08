import { AwsError, escapeXml, s3Code } from "../../gate/errors";
import type { GateReply } from "../../gate/gate";
import { elementTexts } from "../../gate/xml";
import type { BucketCall } from "./bucket-call";
import type { Bucket } from "./buckets";
import { sentBody } from "./sent-body";

const mostKeys = 1000;

/** DeleteObjects: each key by the role's grant for it. */
export function deleteObjects({ call, bucketArn, bucket }: BucketCall): GateReply {
  const xml = sentBody(call).toString("utf8");
  const keys = elementTexts(xml, "Key");
  const [quiet] = elementTexts(xml, "Quiet");
  if (/<(VersionId|ETag|LastModifiedTime|Size)>/.test(xml)) {
    const message = "The local stage has no DeleteObjects of versions or with conditions of S3.";
    throw new AwsError(501, "NotSimulated", message);
  }
  if (keys.length === 0 || keys.length > mostKeys || keys.includes("")) {
    const message = "The XML you provided was not well-formed or did not validate.";
    throw new AwsError(400, "MalformedXML", message);
  }
  const results = keys.map((key) => {
    try {
      call.require({ action: "s3:DeleteObject", resource: `${bucketArn}/${key}` });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const said = element("Code", s3Code(error.code)) + element("Message", error.message);
      return `<Error>${element("Key", key)}${said}</Error>`;
    }
    bucket().remove(key);
    return quiet === "true" ? "" : `<Deleted>${element("Key", key)}</Deleted>`;
  });
  return document("DeleteResult", results.join(""));
}

/** ListObjectsV2: in the order of the keys' bytes, up to 1,000 at a time. */
export function listObjects({ call, bucketArn, bucket }: BucketCall): GateReply {
  const { searchParams } = call.url;
  const asked = (name: string) => searchParams.get(name) ?? "";
  const [prefix, delimiter] = [asked("prefix"), asked("delimiter")];
  const context = {
    "s3:prefix": prefix,
    ...(delimiter && { "s3:delimiter": delimiter }),
    ...(asked("max-keys") && { "s3:max-keys": asked("max-keys") }),
  };
  call.require({ action: "s3:ListBucket", resource: bucketArn, context });
  const most = Math.min(Number(searchParams.get("max-keys") ?? mostKeys), mostKeys);
  if (asked("list-type") !== "2" || !(most >= 0) || !Number.isInteger(most)) {
    throw new AwsError(400, "InvalidArgument", "Provided list-type or max-keys is not valid.");
  }
  const after = tokenKey(searchParams.get("continuation-token")) ?? asked("start-after");
  const { entries, last, isTruncated } = page(bucket(), { prefix, delimiter, after, most });
  const written = (text: string) =>
    asked("encoding-type") === "url" ? encodeURIComponent(text).replaceAll("%2F", "/") : text;
  const token = isTruncated ? Buffer.from(last).toString("base64url") : "";
  return document(
    "ListBucketResult",
    [
      element("Name", bucket().name),
      element("Prefix", written(prefix)),
      delimiter && element("Delimiter", written(delimiter)),
      asked("encoding-type") && element("EncodingType", asked("encoding-type")),
      asked("start-after") && element("StartAfter", written(asked("start-after"))),
      asked("continuation-token") && element("ContinuationToken", asked("continuation-token")),
      element("KeyCount", String(entries.length)),
      element("MaxKeys", String(most)),
      element("IsTruncated", String(isTruncated)),
      token && element("NextContinuationToken", token),
      ...entries.map((entry) =>
        "folder" in entry
          ? `<CommonPrefixes>${element("Prefix", written(entry.folder))}</CommonPrefixes>`
          : contents(bucket(), entry.key, written),
      ),
    ].join(""),
  );
}

type Entry = { readonly key: string } | { readonly folder: string };

/** The keys after one of them; what they have in common up to a delimiter counts once. */
function page(
  bucket: Bucket,
  asked: { prefix: string; delimiter: string; after: string; most: number },
) {
  const { prefix, delimiter, after, most } = asked;
  const entries: Entry[] = [];
  let last = "";
  for (const key of bucket.keys()) {
    if (!key.startsWith(prefix) || Buffer.compare(Buffer.from(key), Buffer.from(after)) <= 0)
      continue;
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const folder = end < 0 ? undefined : key.slice(0, end + delimiter.length);
    // The rest of a folder belongs to the page that tells it.
    if (folder !== undefined && last.startsWith(folder)) {
      last = key;
      continue;
    }
    if (entries.length === most) return { entries, last, isTruncated: most > 0 };
    entries.push(folder === undefined ? { key } : { folder });
    last = key;
  }
  return { entries, last, isTruncated: false };
}

function contents(bucket: Bucket, key: string, written: (text: string) => string): string {
  const object = bucket.find(key);
  if (!object) return "";
  const { changedAt, etag, body } = object;
  const told = [
    element("Key", written(key)),
    element("LastModified", changedAt.toISOString()),
    element("ETag", etag),
    element("Size", String(body.length)),
    element("StorageClass", "STANDARD"),
  ];
  return `<Contents>${told.join("")}</Contents>`;
}

function tokenKey(token: string | null): string | undefined {
  if (token === null) return undefined;
  const key = Buffer.from(token, "base64url").toString("utf8");
  if (key !== "" && Buffer.from(key).toString("base64url") === token) return key;
  throw new AwsError(400, "InvalidArgument", "The continuation token provided is incorrect");
}

function element(name: string, text: string): string {
  const safe = [...escapeXml(text)].map((char) =>
    char < " " || char === "\x7f" ? `&#x${char.charCodeAt(0).toString(16)};` : char,
  );
  return `<${name}>${safe.join("")}</${name}>`;
}

function document(name: string, content: string): GateReply {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${name}>`;
  return { status: 200, headers: { "content-type": "application/xml" }, body: xml };
}
