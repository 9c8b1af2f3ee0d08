import type { DataFolder } from "../../data-folder";
import type { Graph, Resource } from "../../graph";
import { declaredObject, digestOf, type StoredObject } from "./content";
import { type KeptObject, type KeptObjects, keptObjects } from "./kept-objects";
import { type CopyRule, copyRules } from "./replication";

/** A bucket and what lies in it. */
export interface Bucket {
  readonly name: string;
  readonly arn: string;
  find(key: string): StoredObject | undefined;
  /** In the order of their bytes, as S3 lists them. */
  keys(): string[];
  /** Puts an object there, and where replication copies it; it is there in the next run too. */
  put(key: string, object: StoredObject): void;
  /** Removes it, and where replication does that too. */
  remove(key: string): void;
}

/** The buckets of a program by name. */
export type Buckets = ReadonlyMap<string, Bucket>;

/** The buckets that a program declares. */
export function bucketResources(graph: Graph): Resource[] {
  return [...graph.ofType("aws:s3/bucket:Bucket"), ...graph.ofType("aws:s3/bucketV2:BucketV2")];
}

/**
 * Fills the buckets with what the program declares and with what functions put there before. Of the two
 * the later write counts: what a function did under a key stays until a deployment declares something
 * else under it, or nothing any more.
 * @param folder where it is kept what functions do; absent where nothing does anything
 */
export async function openBuckets(graph: Graph, folder?: DataFolder): Promise<Buckets> {
  const files = folder && keptObjects(folder);
  const kept = files?.read() ?? [];
  const rules = copyRules(graph);
  const buckets = new Map<string, Bucket>();
  const copies = (source: string, key: string) =>
    rules.filter((rule) => rule.source === source && key.startsWith(rule.prefix));
  const contents = new Map<string, Contents>();
  for (const resource of bucketResources(graph)) {
    const { id: name, outputs } = resource;
    const arn = outputs.arn ?? `arn:aws:s3:::${name}`;
    const declared = objectsOf(graph, resource, rules);
    const before = kept.filter(({ bucket }) => bucket === name);
    const own = await openContents(name, declared, before, files);
    const copied = (key: string) =>
      copies(name, key).map(({ target, deletes }) => ({ to: contents.get(target), deletes }));
    contents.set(arn, own);
    buckets.set(name, {
      name,
      arn,
      find: (key) => own.objects.get(key),
      keys: () => [...own.objects.keys()].sort(byBytes),
      put(key, object) {
        own.put(key, object);
        for (const { to } of copied(key)) to?.put(key, object);
      },
      remove(key) {
        own.remove(key);
        for (const { to, deletes } of copied(key)) if (deletes) to?.remove(key);
      },
    });
  }
  for (const one of kept) if (!buckets.has(one.bucket)) files?.remove(one);
  return buckets;
}

interface Contents {
  readonly objects: Map<string, StoredObject>;
  put(key: string, object: StoredObject): void;
  remove(key: string): void;
}

async function openContents(
  bucket: string,
  declared: ReadonlyMap<string, Resource>,
  kept: readonly KeptObject[],
  files: KeptObjects | undefined,
): Promise<Contents> {
  const objects = new Map<string, StoredObject>();
  const digests = new Map<string, string>();
  // Read now, as a deployment puts them there: another build on this machine may replace the files.
  const read = [...declared].map(async ([key, resource]) => {
    return [key, await declaredObject(resource)] as const;
  });
  for (const [key, object] of await Promise.all(read)) {
    if (!object) continue;
    objects.set(key, object);
    digests.set(key, digestOf(object));
  }
  for (const one of kept) {
    if (one.over !== digests.get(one.key)) files?.remove(one);
    else if (one.object) objects.set(one.key, one.object);
    else objects.delete(one.key);
  }
  return {
    objects,
    put(key, object) {
      files?.write({ bucket, key, over: digests.get(key), object });
      objects.set(key, object);
    },
    remove(key) {
      const over = digests.get(key);
      if (over !== undefined) files?.write({ bucket, key, over });
      else files?.remove({ bucket, key });
      objects.delete(key);
    },
  };
}

/** What a program puts into a bucket by key, and what the rules of other buckets copy to it. */
function objectsOf(graph: Graph, bucket: Resource, rules: readonly CopyRule[]) {
  const all = [
    ...graph.ofType("aws:s3/bucketObject:BucketObject"),
    ...graph.ofType("aws:s3/bucketObjectv2:BucketObjectv2"),
  ];
  const copied = rules.filter(({ target }) => target === bucket.outputs.arn);
  const objects = new Map<string, Resource>();
  for (const object of all) {
    const key = object.inputs.key ?? object.name;
    const isCopied = copied.some(
      ({ source, prefix }) => source === object.inputs.bucket && key.startsWith(prefix),
    );
    if (object.inputs.bucket === bucket.id || isCopied) objects.set(key, object);
  }
  return objects;
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
