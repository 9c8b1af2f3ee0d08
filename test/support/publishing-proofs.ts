import { expect } from "chai";
import { publishedFolder } from "../../contract/rules/published-pages";
import type { PageRecord } from "../../handlers/business/publish/page-record";
import type { Operations } from "./operations";
import type { TestStage } from "./stage";

interface StoredPages {
  readonly documentId: string;
  readonly record: PageRecord;
}

type Bucket = NonNullable<
  ReturnType<Awaited<TestStage["stage"]["services"]["s3"]["buckets"]>["get"]>
>;
type StoredObject = Parameters<Bucket["put"]>[1];

/** How to see the publisher at work: by the clock, after a page and a document changed, and on a deployment. */
export function publishingPaths(site: TestStage): (() => Promise<() => Promise<void>>)[] {
  const pages = async () =>
    (await site.find<StoredPages>("data-business", { documentId: "pages" })) as StoredPages;

  const publish = async () => {
    const [result] = await site.stage.runNow("site-pages-clock");
    expect(result?.ok, JSON.stringify(result)).to.equal(true);
  };

  /** As if another page had been there until now, and others had been published of an older document. */
  const caughtUp = async () => {
    // A run before this one may have been kept from its work, and left the pages behind.
    await publish();
    const { record, ...item } = await pages();
    const digests = { ...record.digests, "index.html": "old" };
    const folder = publishedFolder(record.release);
    const bucket = (await site.stage.services.s3.buckets).get(record.bucket) as Bucket;
    const gone = `${folder}gone/index.html`;
    const before = { ...item, record: { ...record, version: 0, digests } };
    const forgotten = `forgets /${folder}index.html`;
    return async () => {
      const said = site.lines.length;
      const isForgotten = () => site.lines.slice(said).join("\n").includes(forgotten);
      // What the stream publishes of an earlier save at that very moment is written over this record.
      for (let tries = 0; tries < 5 && !isForgotten(); tries++) {
        bucket.put(gone, bucket.find(`${folder}index.html`) as StoredObject);
        await site.put("data-business", before);
        await publish();
      }
      expect(isForgotten(), forgotten).to.equal(true);
      expect(bucket.find(gone)).to.equal(undefined);
    };
  };

  /** The first deployment of all, on an empty table. */
  const deployed = async () => {
    const { record } = await pages();
    const { release, origin, distributionId } = record;
    return async () => {
      const current = await site.find("data-business", { documentId: "current" });
      await site.remove("data-business", { documentId: "current" });
      const result = await site.stage.invoke("shopfront-local-publish-pages:live", {
        deployed: { release, origin, distributionId },
        tf: { action: "create", prev_input: null },
      });
      const first = await site.find("data-business", { documentId: "current" });
      await site.put("data-business", current as object);
      expect(result.ok, JSON.stringify(result)).to.equal(true);
      expect(first).to.include({ version: 1 });
    };
  };
  return [caughtUp, deployed];
}

/** A document that is saved is on the pages. */
export function businessFeed(site: TestStage, on: Operations) {
  return {
    async write() {
      const { json } = await on.must("replaceBusiness", await on.happy.replaceBusiness());
      return json.version as number;
    },
    async isDone(version: unknown) {
      const item = await site.find<StoredPages>("data-business", { documentId: "pages" });
      return (item?.record.version ?? 0) >= Number(version);
    },
  };
}
