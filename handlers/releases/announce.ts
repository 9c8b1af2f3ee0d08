import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { requireVariable } from "../runtime/environment";
import type { FunctionRecord } from "./function-records";
import type { NothingDone, Outcome } from "./outcome";

/** Tells people what was done about an alarm. */
export type Announce = (
  alarm: string,
  broken: readonly FunctionRecord[],
  outcomes: Readonly<{ [functionName: string]: Outcome }>,
) => Promise<void>;

/** Announces on the topic that the program names. */
export function topicAnnouncer(client = new SNSClient({})): Announce {
  const TopicArn = requireVariable("CRITICAL_TOPIC");
  return async (alarm, broken, outcomes) => {
    const moved = Object.values(outcomes).some(({ did }) => did === "rolled-back");
    await client.send(
      new PublishCommand({
        TopicArn,
        Subject: moved ? "Rolled back" : "Not rolled back: please check",
        Message: announcement(alarm, broken, outcomes),
      }),
    );
  };
}

/** The text of an announcement: one line per failing function. */
export function announcement(...[alarm, broken, outcomes]: Parameters<Announce>): string {
  const lines = broken.map(({ functionName, calls, errors }) => {
    const outcome = outcomes[functionName];
    return `- ${functionName}: ${errors} of ${calls} calls failed. ${outcome ? describe(outcome) : ""}`;
  });
  return [
    `Alarm ${alarm} fired.`,
    ...(lines.length > 0
      ? lines
      : ["No function's live version is failing by itself, so nothing was rolled back."]),
  ].join("\n");
}

function describe(outcome: Outcome): string {
  if (outcome.did === "rolled-back") {
    return `Rolled back from version ${outcome.from} to ${outcome.to}; deploy a fixed version when it is ready.`;
  }
  return `Not rolled back: ${reasons[outcome.because]}`;
}

const reasons: Readonly<Record<NothingDone, string>> = {
  "cool-down": "it was rolled back a short while ago, so the cause lies elsewhere.",
  "no-earlier-version": "there is no earlier version that has not been rolled back itself.",
  "too-few-calls":
    "fewer than 20 calls or 5 errors since its release are too little to blame it; roll back by hand if it is to blame.",
  "live-for-long":
    "its errors began over an hour after its release, so the cause probably lies elsewhere.",
  "failed-before":
    "it fails less than three times as often as the version before, so the cause lies elsewhere.",
  "earlier-version-is-ill": "the earlier version failed its health check.",
  "earlier-ledger-form":
    "the earlier version does not know the form in which the diary is stored now; deploy a fixed version.",
  "changed-meanwhile": "a deployment or another rollback was changing it at the same time.",
  failed: "Lambda refused; see the rollback's log, and roll back by hand.",
};
