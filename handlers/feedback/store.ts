import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { unixSeconds } from "../../contract/rules/calendar";
import type { ReviewStatus } from "../../contract/schemas/feedback";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import { isId } from "../runtime/item-id";
import { readTogether, transact, type Writes } from "../runtime/transaction";
import { type Decision, decided, isDecided, removed } from "./decision";
import {
  addressIdOf,
  type Feedback,
  isPresent,
  isReviewerAddress,
  type PresentFeedback,
  type ReviewerAddress,
  reviewerAddress,
  versionOf,
} from "./feedback";

/** The last review of a page, as the key of the next one. */
export interface FeedbackKey {
  readonly feedbackId: string;
  readonly createdAt: string;
}

/** A page of reviews; `last` is absent on the last page. */
export interface FeedbackPage<Key = FeedbackKey> {
  readonly feedback: readonly PresentFeedback[];
  readonly last?: Key;
}

/** The last review of a page of several statuses. */
export type StatusKey = FeedbackKey & { readonly status: ReviewStatus };

export interface FeedbackWanted {
  /** In the order they are to be listed. */
  readonly statuses: readonly ReviewStatus[];
  readonly limit: number;
  /** The last review of the page before. */
  readonly after?: StatusKey;
}

/** What is written with a review in the same transaction. */
export interface ReviewExtras {
  /** Kept for a while, apart from the review. */
  readonly address?: Pick<ReviewerAddress, "email" | "expiresAt">;
  /** The visit that it is about; a visit has one review. */
  readonly bookingId?: string;
}

export type AddResult =
  | { readonly ok: true }
  /** There is a review with this id. */
  | { readonly ok: false; readonly reason: "seen"; readonly feedback: Feedback }
  /** The visit has a review. */
  | { readonly ok: false; readonly reason: "reviewed" };

export type ChangeResult =
  | { readonly ok: true; readonly feedback: PresentFeedback }
  /** `stale`: somebody else changed the review since that version was read. */
  | { readonly ok: false; readonly reason: "missing" | "stale" };

export type RemoveResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "missing" | "stale" };

/** The reviews. */
export interface FeedbackStore {
  /** Publishes a review and marks its visit as reviewed, or writes nothing. */
  add(feedback: Feedback, extras?: ReviewExtras): Promise<AddResult>;
  find(feedbackId: string): Promise<Feedback | undefined>;
  /** The public ones, newest first, starting after a key; without those of the version before that have expired. */
  newest(limit: number, after: FeedbackKey | undefined, now: string): Promise<FeedbackPage>;
  /** Status by status, newest first in each. */
  list(wanted: FeedbackWanted, now: string): Promise<FeedbackPage<StatusKey>>;
  /** Changes a review that is still at the version it was read at; what is done already stays as it is. */
  change(
    feedbackId: string,
    version: number,
    decision: Decision,
    now: string,
  ): Promise<ChangeResult>;
  /** Removes a review that is still at the version it was read at, and its author's address. */
  remove(feedbackId: string, version: number, now: string): Promise<RemoveResult>;
  /** Deletes every review with this e-mail address; returns how many there were. */
  eraseBy(email: string): Promise<number>;
}

/** How long a removed review still answers its author's request, should that be repeated. */
const removedSeconds = 30 * 24 * 3600;
/** The least that is read at once, so that a small page behind many expired reviews takes few calls. */
const fewest = 25;

/** The store on DynamoDB; the table's name comes from the environment when it is first used. */
export function feedbackStore(client = documents()): FeedbackStore {
  const table = () => tableName("feedback");
  const find: FeedbackStore["find"] = async (feedbackId) => {
    const [there] = await readTogether(client, table(), [{ feedbackId }]);
    return there as Feedback | undefined;
  };

  /** Writes what differs, unless the review is at another version by now. */
  const write = (before: Feedback, after: Feedback, others: Writes = []) => {
    const set = Object.entries(after).filter(
      ([name, value]) => before[name as keyof Feedback] !== value,
    );
    const gone = Object.keys(before).filter((name) => !(name in after));
    const names = [...set.map(([name]) => name), ...gone];
    const isFirst = before.version === undefined;
    const Update = {
      TableName: table(),
      Key: { feedbackId: before.feedbackId },
      UpdateExpression: [
        `SET ${set.map(([name]) => `#${name} = :next_${name}`).join(", ")}`,
        ...(gone.length > 0 ? [`REMOVE ${gone.map((name) => `#${name}`).join(", ")}`] : []),
      ].join(" "),
      ConditionExpression: isFirst
        ? "attribute_exists(feedbackId) AND attribute_not_exists(version)"
        : "version = :version",
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(set.map(([name, value]) => [`:next_${name}`, value])),
        ...(!isFirst && { ":version": before.version }),
      },
    };
    return transact(client, [{ Update }, ...others], [0]);
  };

  async function list({ statuses, limit, after }: FeedbackWanted, now: string) {
    const found: PresentFeedback[] = [];
    for (const status of statuses.slice(after ? statuses.indexOf(after.status) : 0)) {
      let start: Record<string, unknown> | undefined =
        after?.status === status ? { ...after } : undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table(),
            IndexName: "recent-index",
            KeyConditionExpression: "#status = :status",
            // TTL deletes up to two days late.
            FilterExpression: "attribute_not_exists(expiresAt) OR expiresAt > :now",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: { ":status": status, ":now": unixSeconds(now) },
            ScanIndexForward: false,
            Limit: Math.max(limit + 1 - found.length, fewest),
            ExclusiveStartKey: start,
          }),
        );
        found.push(...((page.Items ?? []) as PresentFeedback[]));
        start = page.LastEvaluatedKey;
      } while (start && found.length <= limit);
      if (found.length > limit) break;
    }
    const feedback = found.slice(0, limit);
    const last = found.length > limit ? feedback.at(-1) : undefined;
    return { feedback, ...(last && { last: keyOf(last) }) };
  }

  return {
    find,
    list,

    async change(feedbackId, version, decision, now) {
      if (!isId(feedbackId)) return { ok: false, reason: "missing" };
      const before = await find(feedbackId);
      if (!before || !isPresent(before)) return { ok: false, reason: "missing" };
      if (versionOf(before) === version) {
        if (isDecided(before, decision)) return { ok: true, feedback: before };
        const after = decided(before, decision, now);
        if ((await write(before, after)).ok) return { ok: true, feedback: after };
      }
      const there = await find(feedbackId);
      if (!there || !isPresent(there)) return { ok: false, reason: "missing" };
      // The same request, sent again because its answer was lost, has done it already.
      return versionOf(there) === version + 1 && isDecided(there, decision)
        ? { ok: true, feedback: there }
        : { ok: false, reason: "stale" };
    },

    async remove(feedbackId, version, now) {
      if (!isId(feedbackId)) return { ok: false, reason: "missing" };
      const before = await find(feedbackId);
      if (!before) return { ok: false, reason: "missing" };
      if (!isPresent(before)) return { ok: true };
      if (versionOf(before) !== version) return { ok: false, reason: "stale" };
      const after = removed(before, now, unixSeconds(now) + removedSeconds);
      const Key = { feedbackId: addressIdOf(feedbackId) };
      const { ok } = await write(before, after, [{ Delete: { TableName: table(), Key } }]);
      if (ok) return { ok };
      const there = await find(feedbackId);
      if (!there) return { ok: false, reason: "missing" };
      return isPresent(there) ? { ok: false, reason: "stale" } : { ok: true };
    },

    async add(feedback, { address, bookingId } = {}) {
      const { feedbackId } = feedback;
      const writes: Writes = [
        {
          Put: {
            TableName: table(),
            Item: feedback,
            ConditionExpression: "attribute_not_exists(feedbackId)",
          },
        },
      ];
      if (bookingId !== undefined) {
        writes.push({
          Update: {
            TableName: tableName("bookings"),
            Key: { bookingId },
            UpdateExpression: "SET reviewId = :review",
            ConditionExpression: "attribute_exists(bookingId) AND attribute_not_exists(reviewId)",
            ExpressionAttributeValues: { ":review": feedbackId },
          },
        });
      }
      if (address) {
        const Item = reviewerAddress(feedback, address);
        writes.push({ Put: { TableName: table(), Item } });
      }
      const { ok } = await transact(client, writes, [0, 1]);
      if (ok) return { ok };
      // The visit may have been reviewed by this very request, sent before or at the same moment.
      const there = await find(feedbackId);
      return there
        ? { ok: false, reason: "seen", feedback: there }
        : { ok: false, reason: "reviewed" };
    },

    async newest(limit, after, now) {
      const status = "published" as const;
      const { feedback, last } = await list(
        { statuses: [status], limit, ...(after && { after: { ...after, status } }) },
        now,
      );
      const { feedbackId = "", createdAt = "" } = last ?? {};
      return { feedback, ...(last && { last: { feedbackId, createdAt } }) };
    },

    async eraseBy(email) {
      let deleted = 0;
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table(),
            IndexName: "email-index",
            KeyConditionExpression: "email = :email",
            ExpressionAttributeValues: { ":email": email },
            ExclusiveStartKey: start,
          }),
        );
        for (const item of (page.Items ?? []) as (Feedback | ReviewerAddress)[]) {
          const isAddress = isReviewerAddress(item);
          const ids = isAddress ? [item.feedbackId, item.review] : [item.feedbackId];
          const { ok } = await transact(
            client,
            ids.map((feedbackId, at) => ({
              Delete: {
                TableName: table(),
                Key: { feedbackId },
                // The index lags behind and may still list a deleted item.
                ...(at === 0 && { ConditionExpression: "attribute_exists(feedbackId)" }),
              },
            })),
          );
          if (ok) deleted += 1;
        }
        start = page.LastEvaluatedKey;
      } while (start);
      return deleted;
    },
  };
}

function keyOf({ feedbackId, createdAt, status }: PresentFeedback): StatusKey {
  return { feedbackId, createdAt, status };
}
