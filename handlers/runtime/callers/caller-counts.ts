import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { CountedAs } from "../../../contract/operations/counted";
import { unixSeconds } from "../../../contract/rules/calendar";
import { keptSeconds, newSalt } from "../daily-salt";
import { documents } from "../dynamodb";
import { tableName } from "../environment";
import { callerHash } from "./caller";

/** How many writes of one kind one address may make. */
export interface CallerLimits {
  readonly perTenMinutes: number;
  readonly perDay: number;
}

/** One write by the public. */
export interface PublicWrite {
  readonly as: CountedAs;
  /** Where the visitor's browser is. */
  readonly address: string;
  /** The business's date. */
  readonly date: string;
  /** UTC, ISO 8601. */
  readonly now: string;
}

/** What each address has written, by the day and by ten minutes. */
export interface CallerCounts {
  /** Counts a write; false where its caller has had as many as the limits allow, and nothing is counted. */
  count(write: PublicWrite, limits: CallerLimits, signal?: AbortSignal): Promise<boolean>;
}

/**
 * The ten minutes that a moment is in, as two characters: all of a day's counts fit into one item of 1 KB,
 * so that a count is one write unit. They come round after nine days.
 */
export function tenMinutesOf(now: string): string {
  return `w${(Math.floor(unixSeconds(now) / 600) % 1296).toString(36)}`;
}

/**
 * The counts on DynamoDB, beside the visits: each is one Update, which counts and refuses at once, so however
 * many functions run, the limits hold. No transaction, at half the price: one that the SDK repeats because
 * its answer was lost counts twice, which nobody notices under limits this wide.
 */
export function callerCounts(client = documents()): CallerCounts {
  let today: { readonly date: string; readonly salt: string } | undefined;

  /** The day's secret: whoever comes first makes it, in the same write that reads it. */
  const agreedSalt = async (date: string, now: string, abortSignal?: AbortSignal) => {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: tableName("visits"),
        Key: { counter_id: `callers#${date}` },
        UpdateExpression:
          "SET salt = if_not_exists(salt, :salt), expiresAt = if_not_exists(expiresAt, :until)",
        ExpressionAttributeValues: {
          ":salt": newSalt(),
          ":until": unixSeconds(now) + keptSeconds,
        },
        ReturnValues: "ALL_NEW",
      }),
      { abortSignal },
    );
    return String(Attributes?.salt);
  };

  return {
    async count({ as, address, date, now }, { perTenMinutes, perDay }, abortSignal) {
      if (today?.date !== date) today = { date, salt: await agreedSalt(date, now, abortSignal) };
      try {
        await client.send(
          new UpdateCommand({
            TableName: tableName("visits"),
            Key: { counter_id: `writes#${date}#${as}#${callerHash(today.salt, address)}` },
            UpdateExpression:
              "ADD #day :one, #window :one SET expiresAt = if_not_exists(expiresAt, :until)",
            ConditionExpression:
              "(attribute_not_exists(#day) OR #day < :perDay) AND (attribute_not_exists(#window) OR #window < :perWindow)",
            ExpressionAttributeNames: { "#day": "day", "#window": tenMinutesOf(now) },
            ExpressionAttributeValues: {
              ":one": 1,
              ":perDay": perDay,
              ":perWindow": perTenMinutes,
              ":until": unixSeconds(now) + keptSeconds,
            },
          }),
          { abortSignal },
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
