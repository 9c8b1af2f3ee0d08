import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { requireVariable } from "../runtime/environment";
import type { FunctionRecord } from "./function-records";
import type { NothingDone, Outcome } from "./outcome";

/** Tells the people what was done about an alarm. */
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
        Subject: moved ? "Rolled back" : "Not rolled back: please look",
        Message: announcement(alarm, broken, outcomes),
      }),
    );
  };
}

/** The announcement in words: one line per function that fails. */
export function announcement(...[alarm, broken, outcomes]: Parameters<Announce>): string {
  const lines = broken.map(({ functionName, calls, errors }) => {
    const outcome = outcomes[functionName];
    return `- ${functionName}: ${errors} of ${calls} calls failed. ${outcome ? told(outcome) : ""}`;
  });
  return [
    `The alarm ${alarm} rang.`,
    ...(lines.length > 0
      ? lines
      : ["No function's live version fails by itself; nothing was moved."]),
  ].join("\n");
}

function told(outcome: Outcome): string {
  if (outcome.did === "rolled-back") {
    return `Visitors get version ${outcome.to} again instead of ${outcome.from}; deploy a repaired version when it is ready.`;
  }
  return `Nothing was moved: ${reasons[outcome.because]}`;
}

const reasons: Readonly<Record<NothingDone, string>> = {
  "cool-down": "it was rolled back a short while ago, so the cause is somewhere else.",
  "no-earlier-version": "there is no earlier version that was not rolled back itself.",
  "earlier-version-is-ill": "the earlier version did not answer its health check.",
  "changed-meanwhile": "a deployment or another rollback was changing it at the same time.",
  failed: "Lambda refused; the rollback's log says why. Please move it back by hand.",
};
