import { useState } from "preact/hooks";
import { eraseFeedback } from "../../../contract/operations";
import { feedbackErasureQuerySchema } from "../../../contract/schemas/feedback";
import { checkForm } from "../../check-form";
import { Button } from "../controls/button";
import { ConfirmDialog } from "../controls/confirm-dialog";
import { TextField } from "../controls/field";
import { Result } from "../controls/result";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useAction } from "../use-action";
import { useReviewWords } from "./words";

/** Erases all reviews from one e-mail address, after a confirmation. */
export function EraseForm(props: { readonly onErased: () => void }) {
  const { t, ...site } = useWords();
  const { call } = useAccess();
  const action = useAction();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [asking, setAsking] = useState(false);
  const [news, setNews] = useState("");
  const w = useReviewWords();
  const email = typed.trim();

  const erase = async () => {
    const made = await action.run(() => call(eraseFeedback, { query: { email } }));
    if (!made) return;
    setAsking(false);
    setTyped("");
    setNews(w.erased(made.reply.deleted));
    props.onErased();
  };
  return (
    <form
      noValidate
      class="desk-card desk-form"
      aria-labelledby="erase-title"
      onSubmit={(event) => {
        event.preventDefault();
        setNews("");
        action.clear();
        const checked = checkForm(site, feedbackErasureQuerySchema, { email });
        setProblem(checked.ok ? undefined : checked.problems.email);
        setAsking(checked.ok);
        if (!checked.ok) document.querySelector<HTMLElement>("#erase-email")?.focus();
      }}
    >
      <h3 id="erase-title">{w.eraseTitle}</h3>
      <p class="hint">{w.eraseLead}</p>
      <TextField
        id="erase-email"
        type="email"
        label={w.eraseEmail}
        value={typed}
        problem={problem}
        onInput={setTyped}
      />
      <div class="actions">
        <Button submit quiet testId="erase">
          {w.erase}
        </Button>
      </div>
      <Result text={news} />
      {asking && (
        <ConfirmDialog
          title={w.askTitle}
          body={w.askBody(email)}
          confirm={w.askConfirm}
          keep={t.list.cancel}
          busy={action.busy}
          busyText={w.erasing}
          problem={action.problem}
          onConfirm={erase}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  );
}
