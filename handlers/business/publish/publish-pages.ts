import { createHash, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { Business } from "../../../contract/business";
import { dateIn } from "../../../contract/rules/calendar";
import { type Clock, systemClock } from "../../runtime/clock";
import { log } from "../../runtime/log";
import { patiently } from "../../runtime/patiently";
import { type BusinessStore, businessStore } from "../store";
import { type EdgeCache, edgeCache } from "./edge-cache";
import { type PageBucket, pageBucket } from "./page-bucket";
import { type PageRecord, type PageRecordStore, pageRecordStore } from "./page-record";
import type { PublishedFile, Rendering, StageFacts } from "./rendering";

/**
 * What a deployment says: first before the site is there, and again once it is. It names the places too, so
 * that pages are published again where a bucket or a table had to be made anew.
 */
export interface Deployed extends StageFacts {
  readonly release: string;
  readonly distributionId?: string;
}

/** A change of the document's table, the clock, or a deployment. */
export interface PublishEvent extends Partial<Pick<DynamoDBStreamEvent, "Records">> {
  readonly deployed?: Deployed;
  /** What a deployment does with its invocation. */
  readonly tf?: { readonly action: "create" | "update" | "delete" };
}

export interface Places {
  readonly documents: BusinessStore;
  readonly records: PageRecordStore;
  readonly bucket: PageBucket;
  readonly cache: EdgeCache;
  readonly clock: Clock;
}

/** Longer than the function may run, so that nobody publishes beside one that is still at it. */
const leaseMs = 90_000;
/** How long a deployment waits for its role; shorter than the function may run. */
const iamMs = 30_000;
/** How long somebody waits for the lease of another; shorter than the function may run. */
const patienceMs = 15_000;

/**
 * Publishes the pages of the document in force: whenever the owner saves one, on every deployment, and
 * once an hour in case something was missed. A deployment also stores the first version, where there is none.
 */
export function publishPages(
  first: Business,
  { release, render }: Rendering,
  places: Places = {
    documents: businessStore(),
    records: pageRecordStore(),
    bucket: pageBucket(),
    cache: edgeCache(),
    clock: systemClock,
  },
) {
  const { documents, records, bucket, cache, clock } = places;

  /** Publishes what differs from what is published; the files of a new release are all new. */
  const publish = async (by: string, deployed: Deployed | undefined) => {
    const found = await records.find();
    const before = found?.bucket === bucket.name ? found : undefined;
    const saved = await documents.current();
    if (!saved) throw new Error("There is no business document: deploy the stage again.");
    const facts: StageFacts = {
      origin: deployed?.origin ?? before?.origin,
      retention: deployed?.retention ?? before?.retention,
    };
    const distributionId = deployed?.distributionId ?? before?.distributionId;
    const isSameRelease = before?.release === release;
    const published = isSameRelease ? before.digests : {};
    const files = render(saved.business, {
      ...facts,
      today: dateIn(saved.business.timeZone, clock()),
    });
    const digests = digestsOf(files);
    // Somebody may have deleted files by hand.
    const there = await bucket.pathsOf(release);
    const changed = files.filter(
      ({ path }) => published[path] !== digests[path] || !there.has(path),
    );
    const gone = [...there].filter((path) => !(path in digests));
    await bucket.put(release, changed);
    if (gone.length > 0) await bucket.remove(release, gone);
    const known = [...changed.map(({ path }) => path).filter((path) => path in published), ...gone];
    if (distributionId && known.length > 0) {
      await cache.forget(distributionId, release, known, randomUUID());
    }
    const isUnchanged =
      isSameRelease &&
      changed.length + gone.length === 0 &&
      isDeepStrictEqual(
        { version: before.version, distributionId: before.distributionId, ...factsOf(before) },
        { version: saved.version, distributionId, ...factsOf(facts) },
      );
    if (isUnchanged) return before;
    const record: PageRecord = {
      bucket: bucket.name,
      release,
      releaseBefore: isSameRelease ? before.releaseBefore : before?.release,
      version: saved.version,
      at: clock(),
      digests,
      ...facts,
      distributionId,
    };
    await records.write(by, record);
    log.info({ event: "pages.published", version: saved.version, release, files: changed.length });
    return record;
  };

  const publishNewest = async (deployed: Deployed | undefined) => {
    if (deployed) await storeFirst(documents, first, clock());
    const by = randomUUID();
    if (!(await leased(records, by))) throw new Error("The pages are being published by another.");
    try {
      let record = await publish(by, deployed);
      // What was saved meanwhile found the lease taken.
      for (;;) {
        const newest = await documents.current();
        if (!newest || newest.version <= record.version) break;
        record = await publish(by, undefined);
      }
      // The edge has changed over: what it asked for until now goes with the next release.
      if (deployed?.distributionId) {
        await bucket.keepOnly([release, ...(record.releaseBefore ? [record.releaseBefore] : [])]);
      }
    } finally {
      await records.release(by);
    }
  };

  return async (event: PublishEvent) => {
    const { deployed, tf, Records } = event;
    // A stack that is destroyed takes its pages along.
    const isNothing = tf?.action === "delete" || (Records && !Records.some(isOfDocument));
    // The first calls of a deployment come before IAM knows the role.
    const until = Date.now() + (deployed ? iamMs : 0);
    if (!isNothing) await patiently(until, () => publishNewest(deployed));
    return { batchItemFailures: [] };
  };
}

/** Whether a change is one of the document in force, and not of a version or of what is published. */
function isOfDocument({ dynamodb }: DynamoDBRecord): boolean {
  return dynamodb?.Keys?.documentId?.S === "current";
}

function factsOf({ origin, retention }: StageFacts): StageFacts {
  return { origin, retention };
}

/** business.ts is the first version; a document that is there is never touched by a deployment. */
async function storeFirst(documents: BusinessStore, first: Business, now: string): Promise<void> {
  if (await documents.current()) return;
  await documents.save({ version: 1, savedAt: now, business: first });
}

async function leased(records: PageRecordStore, by: string): Promise<boolean> {
  const until = Date.now() + patienceMs;
  do {
    if (await records.lease(by, Date.now() + leaseMs, Date.now())) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  } while (Date.now() < until);
  return false;
}

function digestsOf(files: readonly PublishedFile[]): Record<string, string> {
  return Object.fromEntries(
    files.map(({ path, text }) => [
      path,
      createHash("sha256").update(text).digest("base64url").slice(0, 16),
    ]),
  );
}
