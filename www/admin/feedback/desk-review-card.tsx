import { useEffect, useRef, useState } from "preact/hooks";
import * as operations from "../../../contract/operations";
import type { DeskReview } from "../../../contract/schemas/feedback";
import type { CallResult } from "../../client";
import { momentText } from "../bookings/words";
import { Button } from "../controls/button";
import { RemoveButton } from "../controls/remove-button";
import { Result } from "../controls/result";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useAction } from "../use-action";
import { AnswerForm } from "./answer-form";
import { useReviewWords } from "./words";

/** One review on the desk: what it says, and what can be done with it. */
export function DeskReviewCard(props: {
  readonly review: DeskReview;
  readonly onChange: (review: DeskReview) => void;
  readonly onRemoved: () => void;
  /** The review is no longer what is shown. */
  readonly onRefused: () => void;
}) {
  const { business, language } = useWords();
  const { call } = useAccess();
  const action = useAction();
  const [current, setCurrent] = useState<"show" | "hide" | "answer">();
  const [isAnswering, setAnswering] = useState(false);
  const [done, setDone] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const { review } = props;
  const { feedbackId, name, answer, status, version } = review;
  const w = useReviewWords();
  const params = { feedbackId };

  const checked = async <Reply,>(asked: Promise<CallResult<Reply>>) => {
    const result = await asked;
    if (!result.ok && (result.status === 409 || result.status === 404)) props.onRefused();
    return result;
  };
  const run = async (
    which: "show" | "hide" | "answer",
    ask: () => Promise<CallResult<DeskReview>>,
    said: string,
  ) => {
    setCurrent(which);
    setDone("");
    const made = await action.run(() => checked(ask()));
    if (!made) return;
    setAnswering(false);
    setDone(said);
    props.onChange(made.reply);
  };
  // The pressed button may be gone, so the focus stays with the review.
  useEffect(() => {
    if (done) box.current?.focus();
  }, [done]);
  const show = () =>
    run("show", () => call(operations.showFeedback, { params, body: { version } }), w.shown);
  const hide = () =>
    run("hide", () => call(operations.hideFeedback, { params, body: { version } }), w.hidden);
  const save = (text: string | undefined) =>
    run(
      "answer",
      () =>
        call(operations.answerFeedback, {
          params,
          body: { version, ...(text !== undefined && { answer: text }) },
        }),
      text === undefined ? w.unanswered : w.answered,
    );
  const button = (which: "show" | "hide", text: string, act: () => void) => (
    <Button
      quiet={which === "hide"}
      label={w.actionNamed(text, name)}
      busy={action.busy && current === which}
      busyText={w.working}
      testId={`action-${which}`}
      onClick={act}
    >
      {text}
    </Button>
  );
  const answerWord = answer ? w.editAnswer : w.answer;
  return (
    <li class="desk-card" data-testid={`review-${feedbackId}`}>
      <div class="desk-card-head">
        <div>
          <h4>{name}</h4>
        </div>
        <p class={`badge badge-review-${status}`} data-testid="status">
          {w.statuses[status]}
        </p>
      </div>
      <p class="hint">
        <span class="desk-stars" role="img" aria-label={w.stars(review.rating)}>
          {"★".repeat(review.rating)}
          {"☆".repeat(5 - review.rating)}
        </span>{" "}
        {momentText(business, review.createdAt, language)}, {w.sentiments[review.sentiment]}
        {review.verified && `, ${w.verified}`}
      </p>
      <p class="desk-card-message">{review.message}</p>
      {answer && !isAnswering && (
        <div class="desk-card-note" data-testid="answer">
          <strong>{w.answerTitle(momentText(business, answer.answeredAt, language))}</strong>
          <p>{answer.text}</p>
        </div>
      )}
      <div class="desk-card-actions" tabIndex={-1} ref={box}>
        <Result text={action.problem || done} bad={action.problem !== ""} />
        {isAnswering ? (
          <AnswerForm
            review={review}
            busy={action.busy}
            onSave={save}
            onClose={() => {
              action.clear();
              setAnswering(false);
              box.current?.focus();
            }}
          />
        ) : (
          <div class="actions">
            {status !== "published" && button("show", w.show, show)}
            {status !== "hidden" && button("hide", w.hide, hide)}
            <Button
              quiet
              label={w.actionNamed(answerWord, name)}
              testId="action-answer"
              onClick={() => {
                action.clear();
                setDone("");
                setAnswering(true);
              }}
            >
              {answerWord}
            </Button>
            <RemoveButton
              name={w.reviewOf(name)}
              remove={() =>
                checked(
                  call(operations.removeFeedback, { params, query: { version: String(version) } }),
                )
              }
              onRemoved={props.onRemoved}
            />
          </div>
        )}
      </div>
    </li>
  );
}
