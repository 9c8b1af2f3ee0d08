import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { unixSeconds } from "../../contract/rules/calendar";
import type { Analytics, Sentiment } from "../../contract/schemas/feedback";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import { transact } from "../runtime/transaction";
import type { Feedback } from "./feedback";

/** Totals of reviews: of all of them (`global`) or of one business day (`day#2026-11-21`). */
export interface Totals extends Record<Sentiment, number> {
  readonly total: number;
  readonly ratingSum: number;
  readonly rating1: number;
  readonly rating2: number;
  readonly rating3: number;
  readonly rating4: number;
  readonly rating5: number;
  /** ISO 8601; absent where there is none. */
  readonly lastUpdated?: string;
}

/** The part of a review that is counted. */
export type Counted = Pick<Feedback, "feedbackId" | "rating" | "sentiment">;

/** The totals, kept so that no request has to add up reviews. */
export interface TotalsStore {
  global(): Promise<Totals | undefined>;
  /** Adds a review or takes it away, once per stream event; false where that event was counted already. */
  count(
    eventId: string,
    review: Counted,
    day: string,
    now: string,
    change?: 1 | -1,
  ): Promise<boolean>;
}

export const globalKey = "global";
export const dayKey = (day: string) => `day#${day}`;
export const eventKey = (eventId: string) => `event#${eventId}`;

/** The days that a rebuild can count again, since the events of erased reviews are remembered as well. */
export const recountedDays = 30;
/** Also longer than a stream keeps a record, so that a forgotten event can't come back. */
export const memorySeconds = (recountedDays + 3) * 24 * 3600;

/** The totals on DynamoDB. */
export function totalsStore(client = documents()): TotalsStore {
  const table = () => tableName("analytics");
  return {
    async global() {
      const { Item } = await client.send(
        new GetCommand({ TableName: table(), Key: { aggregateId: globalKey } }),
      );
      return Item as Totals | undefined;
    },

    async count(eventId, { feedbackId, rating, sentiment }, day, now, change = 1) {
      const add = (aggregateId: string) => ({
        Update: {
          TableName: table(),
          Key: { aggregateId },
          UpdateExpression:
            "SET lastUpdated = :now ADD #total :one, ratingSum :rating, #sentiment :one, #rating :one",
          ExpressionAttributeNames: {
            "#total": "total",
            "#sentiment": sentiment,
            "#rating": `rating${rating}`,
          },
          ExpressionAttributeValues: { ":now": now, ":one": change, ":rating": change * rating },
        },
      });
      const seen = {
        aggregateId: eventKey(eventId),
        // The next ones are what a rebuild needs if the review is erased; nothing about its author.
        feedbackId,
        rating,
        sentiment,
        day,
        change,
        expiresAt: unixSeconds(now) + memorySeconds,
      };
      const result = await transact(
        client,
        [
          {
            Put: {
              TableName: table(),
              Item: seen,
              ConditionExpression: "attribute_not_exists(aggregateId)",
            },
          },
          add(globalKey),
          add(dayKey(day)),
        ],
        [0],
      );
      return result.ok;
    },
  };
}

/** The totals as everybody may read them. */
export function analyticsOf(totals: Partial<Totals> = {}): Analytics {
  const { total = 0, ratingSum = 0, positive = 0, neutral = 0, negative = 0 } = totals;
  const { rating1 = 0, rating2 = 0, rating3 = 0, rating4 = 0, rating5 = 0 } = totals;
  return {
    totalFeedback: total,
    averageRating: total === 0 ? 0 : Math.round((ratingSum / total) * 100) / 100,
    sentiment: { positive, neutral, negative },
    ratings: { 1: rating1, 2: rating2, 3: rating3, 4: rating4, 5: rating5 },
    lastUpdated: totals.lastUpdated ?? null,
  };
}
