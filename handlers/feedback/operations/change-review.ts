import type { Clock } from "../../runtime/clock";
import { ok, refuse } from "../../runtime/http";
import { log } from "../../runtime/log";
import type { Decision } from "../decision";
import { deskView } from "../feedback";
import type { FeedbackStore } from "../store";

/** What the desk's operations on one review share: they differ only in what they decide. */
export async function changeReview(
  store: Pick<FeedbackStore, "change">,
  clock: Clock,
  admin: string | undefined,
  feedbackId: string | undefined,
  version: number,
  decision: Decision,
) {
  const result = await store.change(feedbackId ?? "", version, decision, clock());
  if (!result.ok) return refuse(result.reason === "stale" ? "review.stale" : "not-found");
  const { feedback } = result;
  const isAnswer = "answer" in decision;
  log.info({
    event: isAnswer ? "feedback.answered" : `feedback.${feedback.status}`,
    feedbackId: feedback.feedbackId,
    admin,
  });
  return ok(deskView(feedback));
}
