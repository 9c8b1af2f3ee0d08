import { createHmac, timingSafeEqual } from "node:crypto";
import type { Credentials } from "../../../gate/credentials";
import { AwsError, denial } from "../../../gate/errors";
import type { UploadForm } from "./form";

/** Who signed a form, as its fields say. */
export function signerOf({ fields }: UploadForm): { accessKeyId: string; scope: string[] } {
  const [accessKeyId = "", ...scope] = (fields["x-amz-credential"] ?? "").split("/");
  const isSigned =
    fields["x-amz-algorithm"] === "AWS4-HMAC-SHA256" &&
    scope.length === 4 &&
    scope[2] === "s3" &&
    scope[3] === "aws4_request" &&
    fields["x-amz-date"]?.startsWith(scope[0] as string) &&
    fields.policy !== undefined;
  // A bucket without public access takes nothing from somebody whom nobody knows.
  if (!isSigned) throw denial("Access Denied");
  return { accessKeyId, scope };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html */
export function checkSignature(
  { fields }: UploadForm,
  scope: readonly string[],
  { secretAccessKey, sessionToken }: Credentials,
): void {
  if (fields["x-amz-security-token"] !== sessionToken) {
    throw new AwsError(
      400,
      "InvalidToken",
      "The provided token is malformed or otherwise invalid.",
    );
  }
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const right = hmac(key, fields.policy as string);
  const given = Buffer.from(fields["x-amz-signature"] ?? "", "hex");
  if (given.length === right.length && timingSafeEqual(given, right)) return;
  const message =
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
  throw new AwsError(403, "SignatureDoesNotMatch", message);
}

/** What no policy has to name. */
const free = /^(policy|x-amz-signature|x-ignore-.*)$/;

/**
 * Refuses a form that its own policy does not allow: every field has to be named by a condition.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function checkPolicy(
  { fields, file }: UploadForm,
  bucket: string,
  now: number = Date.now(),
): void {
  const { expiration, conditions } = policyIn(fields.policy as string);
  if (!(Date.parse(expiration) > now)) throw against("Policy expired.");
  const given: Readonly<Record<string, string>> = { ...fields, bucket };
  const named = new Set<string>();
  for (const condition of conditions) {
    if (Array.isArray(condition) && condition[0] === "content-length-range") {
      checkSize(file.length, Number(condition[1]), Number(condition[2]));
      continue;
    }
    const [how, name, wanted] = Array.isArray(condition)
      ? [String(condition[0]), String(condition[1]).replace(/^\$/, ""), String(condition[2])]
      : ["eq", ...(Object.entries(condition)[0] as [string, string])];
    const value = given[name.toLowerCase()];
    named.add(name.toLowerCase());
    const holds =
      value !== undefined &&
      ((how === "eq" && value === wanted) || (how === "starts-with" && value.startsWith(wanted)));
    if (!holds) {
      throw against(`Policy Condition failed: ["${how}", "$${name}", "${wanted}"]`);
    }
  }
  const extra = Object.keys(fields).find((name) => !named.has(name) && !free.test(name));
  if (extra !== undefined) throw against(`Extra input fields: ${extra}`);
}

type Condition = readonly unknown[] | Readonly<Record<string, string>>;

function policyIn(text: string): { expiration: string; conditions: readonly Condition[] } {
  try {
    const found = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    if (typeof found.expiration === "string" && Array.isArray(found.conditions)) return found;
  } catch {
    // It is refused like any other one that says nothing.
  }
  throw new AwsError(400, "InvalidPolicyDocument", "Invalid Policy: Invalid JSON.");
}

function checkSize(size: number, least: number, most: number): void {
  if (size > most) {
    const message = "Your proposed upload exceeds the maximum allowed size";
    throw new AwsError(400, "EntityTooLarge", message);
  }
  if (size < least) {
    const message = "Your proposed upload is smaller than the minimum allowed size";
    throw new AwsError(400, "EntityTooSmall", message);
  }
}

function against(why: string): AwsError {
  return new AwsError(403, "AccessDenied", `Invalid according to Policy: ${why}`);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
