import { useEffect, useRef, useState } from "preact/hooks";
import {
  type DeskReview,
  longestAnswer,
  reviewAnswerRequestSchema,
} from "../../../contract/schemas/feedback";
import { checkForm } from "../../check-form";
import { Button } from "../controls/button";
import { Labelled, wiring } from "../controls/field";
import { useWords } from "../text";
import { useReviewWords } from "./words";

/** What the owner answers under a review. */
export function AnswerForm(props: {
  readonly review: DeskReview;
  readonly busy: boolean;
  /** Undefined takes the answer away. */
  readonly onSave: (answer: string | undefined) => void;
  readonly onClose: () => void;
}) {
  const { t, ...site } = useWords();
  const { feedbackId, name, answer, version } = props.review;
  const [typed, setTyped] = useState(answer?.text ?? "");
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  const w = useReviewWords();
  useEffect(() => field.current?.focus(), []);

  const wired = {
    id: `answer-${feedbackId}`,
    label: w.answerLabel(name),
    hint: w.answerHint,
    problem,
  };
  return (
    <form
      noValidate
      class="desk-form"
      data-testid="answer-form"
      onSubmit={(event) => {
        event.preventDefault();
        const checked = checkForm(site, reviewAnswerRequestSchema, { version, answer: typed });
        setProblem(checked.ok ? undefined : checked.problems.answer);
        if (checked.ok) props.onSave(checked.request.answer);
        else field.current?.focus();
      }}
    >
      <Labelled {...wired}>
        <textarea
          {...wiring(wired)}
          ref={field}
          rows={4}
          maxLength={longestAnswer}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </Labelled>
      <div class="actions">
        <Button submit busy={props.busy} busyText={t.list.saving} testId="save-answer">
          {t.list.save}
        </Button>
        {answer && (
          <Button
            quiet
            busy={props.busy}
            busyText={t.list.saving}
            onClick={() => props.onSave(undefined)}
          >
            {w.removeAnswer}
          </Button>
        )}
        <Button quiet onClick={props.onClose}>
          {t.list.cancel}
        </Button>
      </div>
    </form>
  );
}
