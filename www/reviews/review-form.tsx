import { useLayoutEffect, useRef } from "preact/hooks";
import { TextField } from "../booking/field";
import { Icon } from "../icons";
import { ProblemBox } from "../problem-box";
import { useSite } from "../site";
import { reviewFields } from "./request";
import { StarChoice } from "./star-choice";
import type { ReviewForm as Form } from "./use-review-form";

/** Stars, name, address and a few words, and the button that sends them. */
export function ReviewForm(props: { form: Form }) {
  const { t } = useSite();
  const { draft, verified, ready, problems, setback, busy, sent, change, check } = props.form;
  if (sent) return <Thanks waits={sent === "waiting"} onAgain={props.form.again} />;
  return (
    <form
      class="review-form"
      noValidate
      data-ready={ready ? "" : undefined}
      onSubmit={(event) => {
        event.preventDefault();
        props.form.submit();
      }}
    >
      <h2 id="write-title">{t.reviews.write}</h2>
      {verified && (
        <p class="notice notice-good" data-testid="verified-hint">
          <Icon name="check" /> {t.reviews.verifiedHint}
        </p>
      )}
      <StarChoice
        value={draft.rating}
        problem={problems.rating}
        onChange={(rating) => change({ rating })}
      />
      <TextField
        name="name"
        label={t.book.nameLabel}
        autoComplete="name"
        hint={t.reviews.nameHint}
        value={draft.name}
        problem={problems.name}
        onInput={(name) => change({ name })}
        onBlur={() => check("name")}
      />
      <TextField
        name="email"
        label={t.book.emailLabel}
        optional
        type="email"
        autoComplete="email"
        hint={t.reviews.emailHint}
        value={draft.email}
        problem={problems.email}
        onInput={(email) => change({ email })}
        onBlur={() => check("email")}
      />
      <TextField
        name="message"
        label={t.reviews.messageLabel}
        longText={{ rows: 5, maxLength: 2000 }}
        value={draft.message}
        problem={problems.message}
        onInput={(message) => change({ message })}
        onBlur={() => check("message")}
      />
      {setback?.kind === "problems" && (
        <ProblemBox
          occasion={setback}
          problems={reviewFields.flatMap((field) => {
            const text = problems[field];
            const selector = field === "rating" ? "#rating-1" : `#${field}`;
            return text ? [{ field, text, selector }] : [];
          })}
        />
      )}
      {setback?.kind === "retry" && (
        <div class="notice notice-problem" role="alert" data-testid="retry">
          <p class="notice-title">{t.reviews.retryTitle}</p>
          <p>{setback.why}</p>
        </div>
      )}
      <button
        type="submit"
        class="button button-wide"
        aria-disabled={busy ? "true" : undefined}
        data-testid="submit"
        // Leaving a field on this press would show its problem and move the button away.
        onMouseDown={(event) => event.preventDefault()}
      >
        {busy && <span class="spinner" aria-hidden="true" />}
        {busy ? t.reviews.busy : t.reviews.submit}
      </button>
    </form>
  );
}

function Thanks(props: { waits: boolean; onAgain: () => void }) {
  const { business, t } = useSite();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <div class="review-form" data-testid="thanks">
      <span class="done-mark">
        <Icon name="check" />
      </span>
      <h2 tabIndex={-1} ref={heading}>
        {t.reviews.thanksTitle}
      </h2>
      <p>{props.waits ? t.reviews.thanksWaiting(business.name) : t.reviews.thanks}</p>
      <button type="button" class="link" onClick={props.onAgain}>
        {t.reviews.again}
      </button>
    </div>
  );
}
