import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Resource } from "../../graph";
import type { HeaderBag } from "../../http/headers";

/** An object as it lies in a bucket. */
export interface StoredObject {
  readonly body: Buffer;
  /** In quotes. */
  readonly etag: string;
  readonly changedAt: Date;
  /** What was said of it when it was put there, by the names of headers: "content-type", "x-amz-meta-…". */
  readonly described: Readonly<Record<string, string>>;
}

/** An object that is put into a bucket now, or was then. */
export function newObject(
  body: Buffer,
  described: StoredObject["described"],
  changedAt = new Date(),
): StoredObject {
  return { body, described, changedAt, etag: `"${hash("md5", body)}"` };
}

/** Reads what the program declares; nothing where its file is not there. */
export async function declaredObject({ inputs }: Resource): Promise<StoredObject | undefined> {
  const path = await inputs.source?.path;
  if (path !== undefined) {
    const body = await readFile(path).catch(() => undefined);
    return body && newObject(body, describedBy(inputs));
  }
  const text = (await inputs.source?.text) ?? inputs.content ?? "";
  const { contentBase64 } = inputs;
  const body = contentBase64 ? Buffer.from(contentBase64, "base64") : Buffer.from(text);
  return newObject(body, describedBy(inputs));
}

function describedBy(inputs: Resource["inputs"]): Record<string, string> {
  const described: Record<string, string> = {};
  const said = ["contentType", "cacheControl", "contentDisposition"];
  for (const name of [...said, "contentEncoding", "contentLanguage"]) {
    const header = name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
    if (inputs[name]) described[header] = inputs[name];
  }
  for (const [name, value] of Object.entries(inputs.metadata ?? {})) {
    described[`x-amz-meta-${name.toLowerCase()}`] = String(value);
  }
  return described;
}

/** What tells an object from another one that the program declares under the same key. */
export function digestOf({ etag, described }: StoredObject): string {
  return hash("sha256", JSON.stringify([etag, described]));
}

/** The headers that S3 sends with an object. */
export function headersOf({ body, etag, changedAt, described }: StoredObject): HeaderBag {
  const headers: HeaderBag = {
    "content-type": ["binary/octet-stream"],
    "content-length": [String(body.length)],
    "accept-ranges": ["bytes"],
    etag: [etag],
    "last-modified": [changedAt.toUTCString()],
    server: ["AmazonS3"],
  };
  for (const [name, value] of Object.entries(described)) headers[name] = [value];
  return headers;
}

function hash(algorithm: "md5" | "sha256", content: string | Buffer): string {
  return createHash(algorithm).update(content).digest("hex");
}
