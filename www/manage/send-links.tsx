import { useEffect, useRef, useState } from "preact/hooks";
import { sendBookingLinks } from "../../contract/operations";
import { TextField } from "../booking/field";
import { call } from "../client";
import { errorText } from "../error-text";
import { useSite } from "../site";
import { typeset } from "../text";

/** Has the links of somebody's visits sent again, to the contact of each visit. */
export function SendLinks() {
  const { language, t } = useSite();
  const [contact, setContact] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [answer, setAnswer] = useState("");
  const said = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    if (answer) said.current?.focus();
  }, [answer]);

  const send = async () => {
    if (busy) return;
    const typed = contact.trim();
    if (typed === "") {
      setProblem(t.links.required);
      return;
    }
    setBusy(true);
    setProblem("");
    setAnswer("");
    const body = typed.includes("@") ? { email: typed } : { phone: typed };
    const result = await call(sendBookingLinks, { body: { ...body, locale: language } });
    setBusy(false);
    if (result.ok) {
      setAnswer(typeset(result.reply.message));
      return;
    }
    const [wrong] = Object.values(result.fields);
    setProblem(wrong ? typeset(wrong) : errorText(language, result));
  };

  return (
    <section class="panel" aria-labelledby="links-title" data-testid="send-links">
      <h2 id="links-title">{t.links.title}</h2>
      <p>{t.links.lead}</p>
      <form
        class="details"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          name="contact"
          label={t.links.label}
          value={contact}
          problem={problem || undefined}
          onInput={(value) => {
            setContact(value);
            setProblem("");
          }}
        />
        <button type="submit" class="button" aria-disabled={busy ? "true" : undefined}>
          {busy ? t.links.busy : t.links.submit}
        </button>
      </form>
      {answer && (
        <p
          class="notice notice-good"
          role="status"
          tabIndex={-1}
          ref={said}
          data-testid="links-answer"
        >
          {answer}
        </p>
      )}
    </section>
  );
}
