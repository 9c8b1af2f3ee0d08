import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as pulumi from "@pulumi/pulumi";
import type { Digest } from "../snapshot";

/** What of Pulumi's assets and archives is read. */
interface Asset {
  readonly path?: Promise<string>;
  readonly text?: Promise<string>;
  readonly assets?: Promise<Record<string, Asset>>;
}

/** A value with digests in the place of its files. */
export async function digested(value: unknown): Promise<unknown> {
  if (value === null || typeof value !== "object") return value;
  if (isAsset(value)) return digestOf(await contentOf(value));
  if (Array.isArray(value)) return Promise.all(value.map(digested));
  const entries = Object.entries(value).map(async ([key, part]) => [key, await digested(part)]);
  return Object.fromEntries(await Promise.all(entries));
}

/** The bytes of an asset or archive; of an archive of several files, roughly as they are zipped. */
export async function contentOf(asset: unknown): Promise<Buffer> {
  const { path, text, assets } = asset as Asset;
  if (path) return readFileSync(await path);
  if (text) return Buffer.from(await text);
  const parts = Object.entries((await assets) ?? {}).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const contents = parts.map(async ([name, part]) => [Buffer.from(name), await contentOf(part)]);
  return gzipSync(Buffer.concat((await Promise.all(contents)).flat()));
}

/** Whether a value is one of Pulumi's files. */
export function isAsset(value: unknown): boolean {
  return pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value);
}

function digestOf(content: Buffer): Digest {
  return { $sha256: createHash("sha256").update(content).digest("hex"), bytes: content.length };
}
