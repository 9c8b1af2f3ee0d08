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

/** Whether a write was counted, or which limit its caller has reached; then nothing is counted. */
export type CountResult = "counted" | "caller.throttled" | "caller.limit";

/** What each address has written, by the day and by ten minutes. */
export interface CallerCounts {
  count(write: PublicWrite, limits: CallerLimits, signal?: AbortSignal): Promise<CountResult>;
  /** Takes back the count of a write that was refused, and so was none. */
  release(write: PublicWrite, signal?: AbortSignal): Promise<void>;
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

  /** Adds to the counts of a write's caller, under a condition. */
  const add = async (
    { as, address, date, now }: PublicWrite,
    number: 1 | -1,
    condition: string,
    values: Record<string, number>,
    abortSignal?: AbortSignal,
  ) => {
    if (today?.date !== date) today = { date, salt: await agreedSalt(date, now, abortSignal) };
    await client.send(
      new UpdateCommand({
        TableName: tableName("visits"),
        Key: { counter_id: `writes#${date}#${as}#${callerHash(today.salt, address)}` },
        UpdateExpression:
          "ADD #day :number, #window :number SET expiresAt = if_not_exists(expiresAt, :until)",
        ConditionExpression: condition,
        ExpressionAttributeNames: { "#day": "day", "#window": tenMinutesOf(now) },
        ExpressionAttributeValues: {
          ...values,
          ":number": number,
          ":until": unixSeconds(now) + keptSeconds,
        },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
      { abortSignal },
    );
  };

  return {
    async count(write, { perTenMinutes, perDay }, signal) {
      const condition =
        "(attribute_not_exists(#day) OR #day < :perDay) AND (attribute_not_exists(#window) OR #window < :perWindow)";
      try {
        await add(write, 1, condition, { ":perDay": perDay, ":perWindow": perTenMinutes }, signal);
        return "counted";
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const isDayOver = Number(error.Item?.day?.N) >= perDay;
        return isDayOver ? "caller.limit" : "caller.throttled";
      }
    },

    async release(write, signal) {
      await add(write, -1, "#day > :none AND #window > :none", { ":none": 0 }, signal);
    },
  };
}
