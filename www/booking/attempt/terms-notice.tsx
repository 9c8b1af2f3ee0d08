import { useLayoutEffect, useRef } from "preact/hooks";
import { termsText } from "../../../contract/rules/terms";
import type { Terms } from "../../../contract/schemas/terms";
import { useSite } from "../../site";

/** What the page showed of a visit beside what it takes and costs; the button below accepts it. */
export function TermsNotice(props: { shown: Terms; now: Terms }) {
  const { business, language, t } = useSite();
  const notice = useRef<HTMLDivElement>(null);
  const text = (terms: Terms) => termsText({ currency: business.currency, ...terms }, language);
  useLayoutEffect(() => notice.current?.focus(), [props.now]);
  return (
    <div
      class="notice notice-problem"
      role="alert"
      tabIndex={-1}
      ref={notice}
      data-testid="terms-changed"
    >
      <p class="notice-title">{t.book.termsTitle}</p>
      <dl class="summary-facts">
        <dt>{t.book.termsShown}</dt>
        <dd>{text(props.shown)}</dd>
        <dt>{t.book.termsNow}</dt>
        <dd class="facts-strong">{text(props.now)}</dd>
      </dl>
      <p>{t.book.termsHint}</p>
    </div>
  );
}
