import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { HeaderBag } from "../edge-http";
import type { Resource } from "../graph";

/** An object's bytes as last read. */
export interface Content {
  readonly body: Buffer;
  readonly etag: string;
  readonly changedAt: Date;
}

/** Reads an object's asset, again when its file has changed; nothing where the file is gone. */
export async function contentOf({ inputs }: Resource, kept: Content | undefined) {
  const path = await inputs.source?.path;
  if (path === undefined) {
    if (kept) return kept;
    const text = (await inputs.source?.text) ?? inputs.content ?? "";
    const { contentBase64 } = inputs;
    return content(contentBase64 ? Buffer.from(contentBase64, "base64") : Buffer.from(text));
  }
  try {
    const { mtime, size } = await stat(path);
    if (kept && +kept.changedAt === +mtime && kept.body.length === size) return kept;
    return content(await readFile(path), mtime);
  } catch {
    return undefined;
  }
}

function content(body: Buffer, changedAt = new Date()): Content {
  return { body, changedAt, etag: `"${createHash("md5").update(body).digest("hex")}"` };
}

/** The headers that S3 sends with an object. */
export function headersOf({ inputs }: Resource, { body, etag, changedAt }: Content): HeaderBag {
  const headers: HeaderBag = {
    "content-type": [inputs.contentType ?? "binary/octet-stream"],
    "content-length": [String(body.length)],
    etag: [etag],
    "last-modified": [changedAt.toUTCString()],
    server: ["AmazonS3"],
  };
  const optional = ["cacheControl", "contentDisposition", "contentEncoding", "contentLanguage"];
  for (const name of optional) {
    const header = name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
    if (inputs[name]) headers[header] = [inputs[name]];
  }
  return headers;
}
