import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { HeaderBag } from "../../http/headers";
import type { Behavior } from "./distribution";
import { vary } from "./response-headers";

/** What CloudFront compresses: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const compressible =
  /^(text\/(css|csv|html|javascript|js|plain|richtext|xml|x-.*)|application\/(javascript|json|xml|manifest\+json|x-javascript|vnd\.ms-fontobject|wasm|xhtml\+xml|.*\+xml|.*\+json)|font\/(eot|otf|ttf|opentype)|image\/(svg\+xml|bmp|x-icon))$/;

/** The encoding a viewer's reply may have under this behaviour; "" for none. Part of the cache key. */
export function encodingFor(behavior: Behavior, headers: HeaderBag): "br" | "gzip" | "" {
  const { brotli, gzip: zipped, maxTtl } = behavior.cachePolicy;
  // CloudFront only compresses what it may keep.
  if (maxTtl === 0) return "";
  const accepted = (headers["accept-encoding"] ?? [])
    .flatMap((line) => line.split(","))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => !/;\s*q=0(\.0*)?$/.test(coding))
    .map((coding) => coding.split(";")[0]?.trim());
  if (brotli && accepted.includes("br")) return "br";
  return zipped && accepted.includes("gzip") ? "gzip" : "";
}

/** Compresses a body that CloudFront would compress, and says so in the headers; leaves others alone. */
export async function compressed(
  behavior: Behavior,
  encoding: "br" | "gzip" | "",
  status: number,
  headers: HeaderBag,
  body: Buffer,
): Promise<Buffer> {
  const type = headers["content-type"]?.[0]?.split(";")[0]?.trim().toLowerCase() ?? "";
  const eligible =
    behavior.compress &&
    encoding !== "" &&
    [200, 403, 404].includes(status) &&
    !headers["content-encoding"] &&
    body.length >= 1000 &&
    body.length <= 10_000_000 &&
    compressible.test(type);
  if (!eligible) return body;
  headers["content-encoding"] = [encoding];
  vary(headers, "Accept-Encoding");
  const etag = headers.etag?.[0];
  if (etag && !etag.startsWith("W/")) headers.etag = [`W/${etag}`];
  delete headers["content-length"];
  if (encoding === "gzip") return promisify(gzip)(body);
  return promisify(brotliCompress)(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
  });
}
