import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Resource } from "../../graph";
import type { HeaderBag } from "../../http/headers";

/** An object's bytes as they were put into the bucket. */
export interface Content {
  readonly body: Buffer;
  readonly etag: string;
  readonly changedAt: Date;
}

/** Reads an object's asset; nothing where its file is not there. */
export async function contentOf({ inputs }: Resource): Promise<Content | undefined> {
  const path = await inputs.source?.path;
  if (path === undefined) {
    const text = (await inputs.source?.text) ?? inputs.content ?? "";
    const { contentBase64 } = inputs;
    return content(contentBase64 ? Buffer.from(contentBase64, "base64") : Buffer.from(text));
  }
  return await readFile(path).then(content, () => undefined);
}

function content(body: Buffer): Content {
  return { body, changedAt: new Date(), etag: `"${createHash("md5").update(body).digest("hex")}"` };
}

/** The headers that S3 sends with an object. */
export function headersOf({ inputs }: Resource, { body, etag, changedAt }: Content): HeaderBag {
  const headers: HeaderBag = {
    "content-type": [inputs.contentType ?? "binary/octet-stream"],
    "content-length": [String(body.length)],
    "accept-ranges": ["bytes"],
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
