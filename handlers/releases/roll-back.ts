import { setTimeout } from "node:timers/promises";
import type { SNSEvent } from "aws-lambda";
import { minutesBetween } from "../../contract/rules/calendar";
import { type Clock, systemClock } from "../runtime/clock";
import { requireVariable } from "../runtime/environment";
import { log } from "../runtime/log";
import { type Announce, topicAnnouncer } from "./announce";
import { compare, isFailing, lookBackMinutes, reasonToStay } from "./comparison";
import { cloudWatchRecords, type FunctionRecord, type FunctionRecords } from "./function-records";
import { ledgerForm } from "./ledger-form";
import type { NothingDone, Outcome } from "./outcome";
import { type LiveVersion, lambdaVersions, type PublishedVersion, type Versions } from "./versions";

/** What the rollback has to know of the stage. */
export interface RollbackSettings {
  /** Physical names of the functions that may be rolled back. */
  readonly functionNames: readonly string[];
  readonly coolDownMinutes: number;
}

/** How often a function with too few calls is looked at, in one run of at most a minute. */
const looks = 4;
const betweenLooksMs = 10_000;

/**
 * Runs when the alarm over all functions' errors changes: finds the functions whose live version
 * is failing, and moves each back to the version before it, if that one failed far less and passes a
 * health check. What a stranger sends fails in every version and moves nothing. It never moves to
 * `$LATEST`, to a version that was rolled back itself, or to one that does not know the ledger as it is stored
 * now, never acts twice within the cool-down, and announces what it did.
 */
export function rollBack(
  settings: RollbackSettings = settingsOfStage(),
  versions: Versions = lambdaVersions(),
  records: FunctionRecords = cloudWatchRecords(),
  announce: Announce = topicAnnouncer(),
  clock: Clock = systemClock,
  wait: (milliseconds: number) => Promise<unknown> = setTimeout,
) {
  return async (event: SNSEvent): Promise<{ [functionName: string]: Outcome }> => {
    const alarm = firing(event);
    if (!alarm) return {};
    const outcomes: { [functionName: string]: Outcome } = {};
    let failing = await findFailing(settings.functionNames);
    const seen = new Map(failing.map((record) => [record.functionName, record]));
    for (let look = 1; failing.length > 0; look++) {
      for (const record of failing) {
        const { functionName } = record;
        const outcome = await handle(record).catch((error) => {
          // One failure must hold up neither the other functions nor the announcement.
          log.error({ event: "rollback.failed", functionName }, error);
          return nothing("failed");
        });
        if (outcome) outcomes[functionName] = outcome;
        log.warn({ event: "rollback.decided", functionName, ...outcome });
      }
      // The alarm rings once, often after a handful of calls.
      const undecided = failing.filter(({ functionName }) => tooFew(outcomes[functionName]));
      if (undecided.length === 0 || look === looks) break;
      await wait(betweenLooksMs);
      failing = await findFailing(undecided.map(({ functionName }) => functionName));
      for (const record of failing) seen.set(record.functionName, record);
    }
    const broken = [...seen.values()].filter(({ functionName }) => outcomes[functionName]);
    await announce(alarm, broken, outcomes);
    return outcomes;
  };

  /** Those with more than one error lately, whatever version failed. */
  async function findFailing(functionNames: readonly string[]): Promise<FunctionRecord[]> {
    const now = clock();
    const from = new Date(Date.parse(now) - lookBackMinutes * 60_000).toISOString();
    const found = await records(
      functionNames.map((functionName) => ({ functionName })),
      { from, until: now },
    );
    return found.filter(({ errors }) => errors >= 2);
  }

  /** Undefined where nothing is wrong with the function. */
  async function handle(record: FunctionRecord): Promise<Outcome | undefined> {
    const { functionName } = record;
    const now = clock();
    const live = await versions.live(functionName);
    const published = await versions.published(functionName);
    // A canary is a newer version beside the proven one: going back means removing the canary.
    const to = live.canary ? live.version : versionBefore(live, published);
    const found = await compare(records, { functionName, live, published, to }, now);
    if (!isFailing(record) && !isFailing(found.newer)) return undefined;
    if (live.rolledBackAt && minutesBetween(live.rolledBackAt, now) < settings.coolDownMinutes) {
      return nothing("cool-down");
    }
    const stays = reasonToStay(found);
    if (to === undefined || stays) return nothing(stays ?? "no-earlier-version");
    if (!knowsLedger(live, published, to)) return nothing("earlier-ledger-form");
    if (!(await versions.isHealthy(functionName, to))) return nothing("earlier-version-is-ill");
    if (!(await versions.goBack(functionName, live, to, now))) return nothing("changed-meanwhile");
    const from = live.canary ?? live.version;
    await versions.condemn(functionName, live, from, now).catch((error) => {
      // Visitors have the earlier version already, and that is what the announcement has to say.
      log.error({ event: "rollback.unmarked", functionName }, error);
    });
    return { did: "rolled-back", from, to };
  }
}

/** Skips versions that were rolled back themselves: a failed fix must not bring back what it was to fix. */
function versionBefore(
  { version, broken }: LiveVersion,
  published: readonly PublishedVersion[],
): string | undefined {
  const earlier = published.filter(
    ({ number }) => number < Number(version) && !broken.includes(String(number)),
  );
  return earlier.at(-1)?.number.toString();
}

/** Whether a version may get the calls of the live one, as far as the ledger is concerned. */
function knowsLedger(
  live: LiveVersion,
  published: readonly PublishedVersion[],
  to: string,
): boolean {
  // Beside a canary it gets most of them anyway.
  if (to === live.version) return true;
  const formOf = (version: string) =>
    published.find(({ number }) => String(number) === version)?.ledgerForm;
  return formOf(live.version) === undefined || (formOf(to) ?? 1) >= ledgerForm.needed;
}

function tooFew(outcome: Outcome | undefined): boolean {
  return outcome?.did === "nothing" && outcome.because === "too-few-calls";
}

function nothing(because: NothingDone): Outcome {
  return { did: "nothing", because };
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
