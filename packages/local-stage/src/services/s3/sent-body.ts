import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { crc32 } from "node:zlib";
import { AwsError } from "../../gate/errors";
import type { GateCall } from "../../gate/gate";

/**
 * The bytes that a caller sent, out of the chunks in which the SDK sends a stream, and checked against
 * every checksum that came along.
 */
export function sentBody({ headers, body }: Pick<GateCall, "headers" | "body">): Buffer {
  const sha256 = String(headers["x-amz-content-sha256"] ?? "");
  if (!sha256.startsWith("STREAMING-")) {
    if (/^[\da-f]{64}$/.test(sha256) && sha256 !== digest("sha256", body, "hex")) {
      throw new AwsError(
        400,
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    checkSums(headers, body);
    return body;
  }
  const { content, trailers } = unchunked(body);
  if (content.length !== Number(headers["x-amz-decoded-content-length"] ?? content.length)) {
    throw incomplete();
  }
  checkSums({ ...headers, ...trailers }, content);
  return content;
}

/** S3's checksum of an object that was sent in one part. */
export function crc32Of(body: Buffer): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return sum.toString("base64");
}

/**
 * Reads "size;chunk-signature=…", the bytes, and so on, up to a size of 0 and the trailers.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
function unchunked(body: Buffer) {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf("\r\n", at);
    const [, hex] = /^([\da-f]+)(;|$)/i.exec(end < 0 ? "" : body.toString("latin1", at, end)) ?? [];
    if (hex === undefined) throw incomplete();
    const start = end + 2;
    const size = Number.parseInt(hex, 16);
    if (size === 0) {
      return {
        content: Buffer.concat(parts),
        trailers: trailersOf(body.toString("latin1", start)),
      };
    }
    if (body.toString("latin1", start + size, start + size + 2) !== "\r\n") throw incomplete();
    parts.push(body.subarray(start, start + size));
    at = start + size + 2;
  }
}

function trailersOf(text: string): Record<string, string> {
  const lines = text.split("\r\n").filter((line) => line.includes(":"));
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

const algorithms: Readonly<Record<string, (body: Buffer) => string>> = {
  crc32: crc32Of,
  sha1: (body) => digest("sha1", body, "base64"),
  sha256: (body) => digest("sha256", body, "base64"),
};

function checkSums(headers: IncomingHttpHeaders, body: Buffer): void {
  const md5 = headers["content-md5"];
  if (md5 !== undefined && md5 !== digest("md5", body, "base64")) {
    throw new AwsError(
      400,
      "BadDigest",
      "The Content-MD5 you specified did not match what we received.",
    );
  }
  for (const [header, value] of Object.entries(headers)) {
    const [, name] = /^x-amz-checksum-(?!algorithm|mode|type)(.+)$/.exec(header) ?? [];
    if (name === undefined) continue;
    const sum = algorithms[name];
    if (!sum) {
      const known = Object.keys(algorithms).join(", ").toUpperCase();
      const message = `The local stage cannot check ${name.toUpperCase()} checksums of S3, only ${known}.`;
      throw new AwsError(501, "NotSimulated", message);
    }
    if (value !== sum(body)) {
      const message = `The ${name.toUpperCase()} you specified did not match the calculated checksum.`;
      throw new AwsError(400, "BadDigest", message);
    }
  }
}

function digest(algorithm: string, body: Buffer, encoding: "hex" | "base64"): string {
  return createHash(algorithm).update(body).digest(encoding);
}

function incomplete(): AwsError {
  return new AwsError(
    400,
    "IncompleteBody",
    "The request body terminated unexpectedly before the number of bytes that it announced.",
  );
}
