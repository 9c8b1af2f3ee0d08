import { useState } from "preact/hooks";
import { listAllFeedback } from "../../../contract/operations";
import type { DeskReview, ReviewStatus } from "../../../contract/schemas/feedback";
import { ChoiceField } from "../controls/field";
import { ListStates, Problem } from "../controls/list-states";
import { Result } from "../controls/result";
import { useAccess } from "../session/access";
import { type List, useList } from "../use-list";
import { DeskReviewCard } from "./desk-review-card";
import { EraseForm } from "./erase-form";
import { useReviewWords } from "./words";

/** What waits for the owner, all other reviews, and the form that erases one person's. */
export function FeedbackTab() {
  const w = useReviewWords();
  const [status, setStatus] = useState<"published" | "hidden">("published");
  const [news, setNews] = useState("");
  const waiting = useReviews("waiting", 50);
  const others = useReviews(status, 20);
  const refresh = (text: string) => {
    setNews(text);
    waiting.reload();
    others.reload();
  };
  // A review that was decided a moment ago may be in both lists.
  const change: List<DeskReview>["change"] = (turn) => {
    waiting.change(turn);
    others.change(turn);
  };
  const cards = (items: readonly DeskReview[]) => (
    <ul class="desk-cards">
      {items.map((review) => (
        <DeskReviewCard
          key={review.feedbackId}
          review={review}
          onChange={(next) => {
            setNews("");
            change((all) => all.map((each) => (isSame(each, next) ? next : each)));
          }}
          onRemoved={() => {
            setNews(w.removed);
            change((all) => all.filter((each) => !isSame(each, review)));
          }}
          onRefused={() => {
            refresh(w.stale);
            // The review may leave its list, and the pressed button with it.
            document.getElementById("part-title")?.focus();
          }}
        />
      ))}
    </ul>
  );
  const left = waiting.items.filter((review) => review.status === "waiting").length;
  // It stays where it was, so that the decision can be taken back there.
  const below = others.items.filter((review) => !waiting.items.some((one) => isSame(one, review)));
  const isHidden = status === "hidden";
  return (
    <section class="desk-part" aria-labelledby="part-title">
      <h2 id="part-title" tabIndex={-1}>
        {w.title}
      </h2>
      <Result text={news} />
      {waiting.failure && <Problem failure={waiting.failure} onRetry={waiting.reload} />}
      {waiting.items.length > 0 && (
        <section class="desk-part" aria-labelledby="waiting-title" data-testid="waiting">
          <h3 id="waiting-title">{w.waitingTitle(`${left}${waiting.hasMore ? "+" : ""}`)}</h3>
          <p class="hint">{w.waitingLead}</p>
          <ListStates list={waiting} empty="" emptyHint="">
            {cards(waiting.items)}
          </ListStates>
        </section>
      )}
      <section class="desk-part" aria-labelledby="others-title" data-testid="others">
        <h3 id="others-title">{w.othersTitle}</h3>
        <ChoiceField
          id="review-status"
          label={w.filter}
          value={status}
          onInput={(chosen) => setStatus(chosen === "hidden" ? "hidden" : "published")}
          options={(["published", "hidden"] as const).map((value) => ({
            value,
            label: w.filters[value],
          }))}
        />
        <ListStates
          list={{ ...others, items: below }}
          empty={isHidden ? w.emptyHidden : w.empty}
          emptyHint={isHidden ? w.emptyHiddenHint : w.emptyHint}
        >
          {cards(below)}
        </ListStates>
      </section>
      <EraseForm onErased={() => refresh("")} />
    </section>
  );
}

/** The reviews of one status, page by page. */
function useReviews(status: ReviewStatus, limit: number): List<DeskReview> {
  const { call } = useAccess();
  return useList<DeskReview>(status, async (cursor, signal) => {
    const query = { status, limit: String(limit), ...(cursor && { cursor }) };
    const result = await call(listAllFeedback, { query, signal });
    if (!result.ok) return result;
    return { ok: true, reply: { items: result.reply.feedback, next: result.reply.cursor } };
  });
}

function isSame(one: DeskReview, other: DeskReview): boolean {
  return one.feedbackId === other.feedbackId;
}
