import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "../../data-folder";
import { newObject, type StoredObject } from "./content";

/** What a function did under one key of a bucket. */
export interface KeptObject {
  readonly bucket: string;
  readonly key: string;
  /** The digest of what the program declared under the key at that time. */
  readonly over?: string;
  /** Nothing where it removed what the program declared. */
  readonly object?: StoredObject;
}

/** What functions did to buckets, from one run to the next. */
export interface KeptObjects {
  read(): KeptObject[];
  write(kept: KeptObject): void;
  remove(place: Pick<KeptObject, "bucket" | "key">): void;
}

/** Where it is in the data folder. */
export const keptFolder = "objects";

/**
 * Keeps each object in a file of its own: a line of JSON, then the bytes. The file's name is a hash,
 * since a key may be anything: "../x", longer than a name may be, or like another one but for its case.
 */
export function keptObjects(folder: DataFolder): KeptObjects {
  const root = join(folder.path, keptFolder);
  const fileOf = ({ bucket, key }: Pick<KeptObject, "bucket" | "key">) =>
    createHash("sha256").update(`${bucket}/${key}`).digest("hex");
  return {
    read: () =>
      namesIn(root).flatMap((name) => {
        const found = parse(readFileSync(join(root, name)));
        // What a killed stage had begun to write, and what is none of ours.
        if (!found || fileOf(found) !== name) rmSync(join(root, name), { force: true });
        return found && fileOf(found) === name ? [found] : [];
      }),
    write({ object, ...kept }) {
      const { described, changedAt } = object ?? {};
      const line = `${JSON.stringify({ ...kept, described, changedAt })}\n`;
      const body = object?.body ?? Buffer.alloc(0);
      folder.write(join(keptFolder, fileOf(kept)), Buffer.concat([Buffer.from(line), body]));
    },
    remove: (place) => rmSync(join(root, fileOf(place)), { force: true }),
  };
}

function namesIn(root: string): string[] {
  try {
    return readdirSync(root);
  } catch {
    return [];
  }
}

function parse(bytes: Buffer): KeptObject | undefined {
  const end = bytes.indexOf("\n");
  try {
    const { described, changedAt, ...kept } = JSON.parse(bytes.toString("utf8", 0, end));
    if (!described) return kept;
    const object = newObject(bytes.subarray(end + 1), described, new Date(changedAt));
    return { ...kept, object };
  } catch {
    return undefined;
  }
}
