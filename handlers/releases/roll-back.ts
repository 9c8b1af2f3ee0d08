import type { SNSEvent } from "aws-lambda";
import { minutesBetween } from "../../contract/rules/calendar";
import { type Clock, systemClock } from "../runtime/clock";
import { requireVariable } from "../runtime/environment";
import { log } from "../runtime/log";
import { type Announce, topicAnnouncer } from "./announce";
import { cloudWatchRecords, type FunctionRecord, type FunctionRecords } from "./function-records";
import type { NothingDone, Outcome } from "./outcome";
import { type LiveVersion, lambdaVersions, type Versions } from "./versions";

/** What the rollback has to know of the stage. */
export interface RollbackSettings {
  /** Physical names of the functions that may be rolled back. */
  readonly functionNames: readonly string[];
  readonly coolDownMinutes: number;
}

/** Longer than the alarm's period, so that what it saw is included. */
const lookBackMinutes = 10;
/** The share of failed calls above which a version counts as broken, as in the alarm. */
const brokenShare = 0.05;

/**
 * Runs when the alarm over all functions' errors changes: finds the functions whose live version
 * is failing, and moves each back to the version before it, once that has passed a health check. It
 * never moves to `$LATEST` or to a version that was rolled back itself, never acts twice within the
 * cool-down, and announces what it did.
 */
export function rollBack(
  settings: RollbackSettings = settingsOfStage(),
  versions: Versions = lambdaVersions(),
  records: FunctionRecords = cloudWatchRecords(),
  announce: Announce = topicAnnouncer(),
  clock: Clock = systemClock,
) {
  return async (event: SNSEvent): Promise<{ [functionName: string]: Outcome }> => {
    const alarm = firing(event);
    if (!alarm) return {};
    const now = clock();
    const since = new Date(Date.parse(now) - lookBackMinutes * 60_000).toISOString();
    const broken = (await records(settings.functionNames, since)).filter(isBroken);
    const outcomes: { [functionName: string]: Outcome } = {};
    for (const { functionName } of broken) {
      outcomes[functionName] = await handle(functionName, now).catch((error) => {
        // One failure must hold up neither the other functions nor the announcement.
        log.error({ event: "rollback.failed", functionName }, error);
        return nothing("failed");
      });
      log.warn({ event: "rollback.decided", functionName, ...outcomes[functionName] });
    }
    await announce(alarm, broken, outcomes);
    return outcomes;
  };

  async function handle(functionName: string, now: string): Promise<Outcome> {
    const live = await versions.live(functionName);
    if (live.rolledBackAt && minutesBetween(live.rolledBackAt, now) < settings.coolDownMinutes) {
      return nothing("cool-down");
    }
    // A canary is a newer version beside the proven one: going back means removing the canary.
    const to = live.canary ? live.version : await versionBefore(functionName, live);
    if (to === undefined) return nothing("no-earlier-version");
    if (!(await versions.isHealthy(functionName, to))) return nothing("earlier-version-is-ill");
    if (!(await versions.goBack(functionName, live, to, now))) return nothing("changed-meanwhile");
    const from = live.canary ?? live.version;
    await versions.condemn(functionName, live, from).catch((error) => {
      // Visitors have the earlier version already, and that is what the announcement has to say.
      log.error({ event: "rollback.unmarked", functionName }, error);
    });
    return { did: "rolled-back", from, to };
  }

  /** Skips versions that were rolled back themselves: a failed fix must not bring back what it was to fix. */
  async function versionBefore(functionName: string, { version, broken }: LiveVersion) {
    const earlier = (await versions.published(functionName)).filter(
      (number) => number < Number(version) && !broken.includes(String(number)),
    );
    return earlier.at(-1)?.toString();
  }
}

function nothing(because: NothingDone): Outcome {
  return { did: "nothing", because };
}

/** A single failure among a few calls does not make a version broken. */
function isBroken({ calls, errors }: FunctionRecord): boolean {
  return errors >= 2 && errors / Math.max(calls, errors) > brokenShare;
}

/** The name of the alarm that has just fired; undefined for anything else on the topic. */
function firing({ Records: [record] = [] }: Partial<SNSEvent>): string | undefined {
  try {
    const message = JSON.parse(record?.Sns?.Message ?? "") as Partial<AlarmMessage> | null;
    if (message?.NewStateValue === "ALARM") return String(message.AlarmName);
    log.info({ event: "rollback.ignored", state: String(message?.NewStateValue) });
  } catch {
    log.warn({ event: "rollback.unreadable" });
  }
  return undefined;
}

/** The part of CloudWatch's notification that matters here. */
interface AlarmMessage {
  readonly AlarmName: string;
  readonly NewStateValue: "OK" | "ALARM" | "INSUFFICIENT_DATA";
}

function settingsOfStage(): RollbackSettings {
  return {
    functionNames: requireVariable("FUNCTION_NAMES").split(","),
    coolDownMinutes: Number(requireVariable("COOL_DOWN_MINUTES")),
  };
}
