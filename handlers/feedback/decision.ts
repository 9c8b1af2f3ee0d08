import { latest } from "../../contract/rules/calendar";
import { type Feedback, versionOf } from "./feedback";

/** What the desk decides about a review: whether it is public, or what it answers; undefined answers nothing. */
export type Decision =
  | { readonly status: "published" | "hidden" }
  | { readonly answer: string | undefined };

/** Whether a review is as a decision makes it. */
export function isDecided(feedback: Feedback, decision: Decision): boolean {
  return "status" in decision
    ? feedback.status === decision.status
    : feedback.answer?.text === decision.answer;
}

/** A review as a decision makes it. */
export function decided<Before extends Feedback>(before: Before, decision: Decision, now: string) {
  const { answer: _, ...rest } = before;
  const version = versionOf(before) + 1;
  if ("status" in decision) {
    // In order even where the clock was set back.
    const changedAt = latest(now, before.changedAt ?? before.createdAt);
    return { ...before, ...decision, version, changedAt };
  }
  const { answer: text } = decision;
  return text === undefined
    ? { ...rest, version }
    : { ...rest, answer: { text, answeredAt: now }, version };
}

/** A review that was removed: what its author and the owner wrote is gone. */
export function removed(before: Feedback, now: string, expiresAt: number): Feedback {
  const { answer: _, email: __, ...rest } = before;
  return {
    ...rest,
    name: "",
    message: "",
    status: "removed",
    version: versionOf(before) + 1,
    changedAt: latest(now, before.changedAt ?? before.createdAt),
    expiresAt,
  };
}
