import {
  pageCaching,
  publishedFolder,
  publishedFolders,
  releaseOf,
} from "../../../contract/rules/published-pages";
import { requireVariable } from "../../runtime/environment";
import type { PublishedFile } from "./rendering";

/** The site's bucket, as far as pages are published into it. */
export interface PageBucket {
  readonly name: string;
  /** The paths of a release's files. */
  pathsOf(release: string): Promise<ReadonlySet<string>>;
  put(release: string, files: readonly PublishedFile[]): Promise<void>;
  /** Deletes files of a release, by their paths. */
  remove(release: string, paths: readonly string[]): Promise<void>;
  /** Deletes what was published for other releases than these. */
  keepOnly(releases: readonly string[]): Promise<void>;
}

/** How many objects are written at the same time. */
const together = 8;

/** The bucket on S3, with the client that Lambda's runtime brings: its own would double the zip. */
export function pageBucket(): PageBucket {
  const { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } =
    require("@aws-sdk/client-s3") as typeof import("@aws-sdk/client-s3");
  const client = new S3Client({});
  const Bucket = requireVariable("SITE_BUCKET");

  const removeKeys = async (keys: readonly string[]) => {
    // S3 takes 1,000 keys at once.
    for (let start = 0; start < keys.length; start += 1_000) {
      const Objects = keys.slice(start, start + 1_000).map((Key) => ({ Key }));
      const { Errors = [] } = await client.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
      );
      if (Errors[0]) throw new Error(`S3 did not delete ${Errors[0].Key}: ${Errors[0].Code}.`);
    }
  };

  const keysBelow = async (Prefix: string) => {
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }),
      );
      for (const { Key } of page.Contents ?? []) if (Key) keys.push(Key);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return keys;
  };

  return {
    name: Bucket,

    async pathsOf(release) {
      const folder = publishedFolder(release);
      return new Set((await keysBelow(folder)).map((key) => key.slice(folder.length)));
    },

    async put(release, files) {
      const waiting = [...files];
      const worker = async () => {
        for (let file = waiting.shift(); file; file = waiting.shift()) {
          await client.send(
            new PutObjectCommand({
              Bucket,
              Key: `${publishedFolder(release)}${file.path}`,
              Body: file.text,
              ContentType: file.contentType,
              CacheControl: pageCaching,
            }),
          );
        }
      };
      await Promise.all(Array.from({ length: together }, worker));
    },

    async remove(release, paths) {
      await removeKeys(paths.map((path) => `${publishedFolder(release)}${path}`));
    },

    async keepOnly(releases) {
      const keys = await keysBelow(publishedFolders);
      await removeKeys(keys.filter((key) => !releases.includes(releaseOf(key) ?? "")));
    },
  };
}
