import { createHmac } from "node:crypto";
import { requireVariable } from "../../runtime/environment";

/** What a browser may upload, and until when. */
export interface UploadTerms {
  readonly bucket: string;
  readonly key: string;
  readonly type: string;
  readonly mostBytes: number;
  /** UTC, ISO 8601. */
  readonly expiresAt: string;
}

/** Who signs, and for which region. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly region: string;
}

/** The function's own role, as Lambda hands it over: what a form may do is what the role may. */
export function roleSigner(): Signer {
  return {
    accessKeyId: requireVariable("AWS_ACCESS_KEY_ID"),
    secretAccessKey: requireVariable("AWS_SECRET_ACCESS_KEY"),
    sessionToken: requireVariable("AWS_SESSION_TOKEN"),
    region: requireVariable("AWS_REGION"),
  };
}

/**
 * The fields of a form that uploads one object. S3 itself then refuses another key or type, more bytes, and what
 * comes too late; a signed PUT could not bound the size. The SDK's own package for it is not in Lambda's runtime.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 * @param now UTC, ISO 8601
 */
export function signedForm(
  { bucket, key, type, mostBytes, expiresAt }: UploadTerms,
  { accessKeyId, secretAccessKey, sessionToken, region }: Signer,
  now: string,
): Record<string, string> {
  const moment = `${now.slice(0, 19).replace(/[-:]/g, "")}Z`;
  const date = moment.slice(0, 8);
  const scope = [date, region, "s3", "aws4_request"];
  const fixed = {
    key,
    "Content-Type": type,
    "x-amz-algorithm": "AWS4-HMAC-SHA256",
    "x-amz-credential": [accessKeyId, ...scope].join("/"),
    "x-amz-date": moment,
    "x-amz-security-token": sessionToken,
  };
  const conditions = [
    { bucket },
    ...Object.entries(fixed).map(([name, value]) => ({ [name]: value })),
    ["content-length-range", 1, mostBytes],
  ];
  const document = JSON.stringify({ expiration: expiresAt, conditions });
  const policy = Buffer.from(document).toString("base64");
  const signingKey = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(signingKey, policy).toString("hex");
  return { ...fixed, policy, "x-amz-signature": signature };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
