import { businessPhoneText } from "../../contract/rules/phone-text";
import { useSite } from "../site";
import { say } from "../text";
import { WithPhone } from "../with-phone";
import { TermsNotice } from "./attempt/terms-notice";
import { TextField } from "./field";
import { ForAnother } from "./for-another";
import { ProblemList } from "./problem-list";
import { pageTerms } from "./shown-terms";
import type { Booking } from "./use-booking";

/** Who comes, how to reach them, and the button that books. */
export function DetailsForm(props: { booking: Booking }) {
  const { business, language, t } = useSite();
  const { draft, problems, terms, setback, busy, change, check } = props.booking;
  // Not any more where something else was chosen since.
  const asksTerms = setback?.kind === "terms" && setback.terms === terms;
  const phone = businessPhoneText(business, language);
  // The sentence may name the number itself.
  const retryText = (why: string) => (why.includes(phone) ? why : `${why} ${t.book.orCall(phone)}`);
  return (
    <div class="details">
      <TextField
        name="name"
        label={t.book.nameLabel}
        autoComplete="name"
        value={draft.name}
        problem={problems.name}
        onInput={(name) => change({ name })}
        onBlur={() => check("name")}
      />
      <TextField
        name="phone"
        label={t.book.phoneLabel}
        type="tel"
        autoComplete="tel"
        hint={t.book.phoneHint}
        value={draft.phone}
        problem={problems.phone}
        onInput={(phone) => change({ phone })}
        onBlur={() => check("phone")}
      />
      <TextField
        name="email"
        label={t.book.emailLabel}
        type="email"
        autoComplete="email"
        hint={t.book.emailHint}
        optional
        value={draft.email}
        problem={problems.email}
        onInput={(email) => change({ email })}
        onBlur={() => check("email")}
      />
      <TextField
        name="note"
        label={t.book.noteLabel}
        hint={say(business.phrases.noteHint, language)}
        optional
        longText={{ rows: 3, maxLength: 500 }}
        value={draft.note}
        problem={problems.note}
        onInput={(note) => change({ note })}
        onBlur={() => check("note")}
      />
      {(setback?.kind === "limit" || draft.forAnother) && (
        <ForAnother
          why={setback?.kind === "limit" ? setback.why : ""}
          value={draft.forAnother}
          onChange={(forAnother) => change({ forAnother })}
        />
      )}
      {setback?.kind === "problems" && <ProblemList problems={problems} setback={setback} />}
      {asksTerms && <TermsNotice shown={pageTerms(business, draft)} now={terms} />}
      {setback?.kind === "retry" && (
        <div class="notice notice-problem" role="alert" data-testid="retry">
          <p class="notice-title">{t.book.retryTitle}</p>
          <p>
            <WithPhone text={retryText(setback.why)} />
          </p>
        </div>
      )}
      <button
        type="submit"
        class="button button-wide"
        // Without its script the form would put a name and a number into the address.
        disabled={!props.booking.ready}
        aria-disabled={busy ? "true" : undefined}
        data-testid="submit"
        // Leaving a field on this press would show its problem and move the button away.
        onMouseDown={(event) => event.preventDefault()}
      >
        {busy && <span class="spinner" aria-hidden="true" />}
        {busy ? t.book.busy : asksTerms ? t.book.acceptTerms : t.book.submit}
      </button>
    </div>
  );
}
