import { latest, minutesBetween } from "../../contract/rules/calendar";
import type { FunctionRecord, FunctionRecords } from "./function-records";
import type { NothingDone } from "./outcome";
import type { LiveVersion, PublishedVersion } from "./versions";

/** A failing version beside the one before it. */
export interface Comparison {
  readonly newer: FunctionRecord;
  /** Absent where there is no version to go back to. */
  readonly older?: FunctionRecord;
  /** When the newer one began to get calls, ISO 8601. */
  readonly newerSince: string;
}

/** The versions of one function that are compared. */
export interface Candidates {
  readonly functionName: string;
  readonly live: LiveVersion;
  readonly published: readonly PublishedVersion[];
  /** The version to go back to, if there is one. */
  readonly to: string | undefined;
}

/** Longer than the alarm's period, so that what it saw is included. */
export const lookBackMinutes = 10;
const hour = 60;
const never = new Date(0).toISOString();
/** The share of failed calls above which a version counts as broken, as in the alarm. */
const brokenShare = 0.05;
const fewestCalls = 20;
const fewestErrors = 5;
/** How many times as often as the older version the newer one has to fail. */
const timesWorse = 3;

/**
 * Measures a version and the one before it: a canary and the proven version beside it over the same
 * time; otherwise the alias since it was moved, and in the hour before, as far as the older version was
 * live then. Metrics are by the minute: the one in which the alias moved counts as after it.
 */
export async function compare(
  records: FunctionRecords,
  { functionName, live, published, to }: Candidates,
  now: string,
): Promise<Comparison> {
  const measure = async (from: string, until: string, version?: string) => {
    if (!(from < until)) return { functionName, calls: 0, errors: 0 };
    const counted = { functionName, ...(version && { version }) };
    const [record] = await records([counted], { from, until });
    return record as FunctionRecord;
  };
  const until = minutesAfter(startOfMinute(now), 1);
  if (live.canary) {
    const newerSince = live.since ?? minutesAfter(now, -hour);
    const from = startOfMinute(latest(newerSince, minutesAfter(now, -hour)));
    const newer = await measure(from, until, live.canary);
    return { newer, older: await measure(from, until, live.version), newerSince };
  }
  const publishedAt = (version = "") =>
    published.find(({ number }) => String(number) === version)?.publishedAt ?? never;
  const newerSince = latest(publishedAt(live.version), live.since ?? never);
  const from = latest(startOfMinute(newerSince), minutesAfter(now, -lookBackMinutes));
  const newer = await measure(from, until);
  if (to === undefined) return { newer, newerSince };
  const { lastRollbackAt = never } = live;
  // What was rolled back in that hour had errors of its own.
  const rolledBack = lastRollbackAt < newerSince ? lastRollbackAt : never;
  const wasLive = minutesAfter(startOfMinute(latest(publishedAt(to), rolledBack)), 1);
  const olderFrom = latest(minutesAfter(newerSince, -hour), wasLive);
  return { newer, older: await measure(olderFrom, startOfMinute(newerSince)), newerSince };
}

/** Whether a version fails too often; a single failure among a few calls is nothing. */
export function isFailing(record: Pick<FunctionRecord, "calls" | "errors">): boolean {
  return record.errors >= 2 && shareOf(record) > brokenShare;
}

/**
 * Why a failing version must stay, undefined where it is to blame: it fails at least three times as
 * often as the version before, which has nothing to show where it had no calls.
 */
export function reasonToStay({ newer, older, newerSince }: Comparison): NothingDone | undefined {
  if (!older) return "no-earlier-version";
  if (newer.version === undefined && newer.failingSince !== undefined) {
    if (minutesBetween(newerSince, newer.failingSince) > hour) return "live-for-long";
  }
  if (newer.calls < fewestCalls || newer.errors < fewestErrors) return "too-few-calls";
  // In whole numbers, where three tenths are three times one tenth.
  const isWorse =
    newer.errors * Math.max(older.calls, 1) >= timesWorse * older.errors * newer.calls;
  return isWorse ? undefined : "failed-before";
}

function shareOf({ calls, errors }: Pick<FunctionRecord, "calls" | "errors">): number {
  return errors === 0 ? 0 : errors / Math.max(calls, errors);
}

function minutesAfter(moment: string, minutes: number): string {
  return new Date(Date.parse(moment) + minutes * 60_000).toISOString();
}

function startOfMinute(moment: string): string {
  return `${moment.slice(0, 16)}:00.000Z`;
}
