import { useLayoutEffect, useRef } from "preact/hooks";
import { termsText } from "../../../contract/rules/terms";
import type { Terms } from "../../../contract/schemas/terms";
import { useSite } from "../../site";

/** What the page showed of a visit beside what it takes and costs; the button below accepts it. */
export function TermsNotice(props: { shown: Terms; now: Terms }) {
  const { business, language, t } = useSite();
  const notice = useRef<HTMLDivElement>(null);
  const { shown, now } = props;
  const isOtherLength = shown.durationMinutes !== now.durationMinutes;
  const isOtherPrice = shown.priceMinor !== now.priceMinor || shown.currency !== now.currency;
  const text = ({ currency = business.currency, durationMinutes, priceMinor }: Terms) =>
    termsText(
      { currency, ...(isOtherLength && { durationMinutes }), ...(isOtherPrice && { priceMinor }) },
      language,
    );
  useLayoutEffect(() => notice.current?.focus(), [now]);
  return (
    <div
      class="notice notice-problem"
      role="alert"
      tabIndex={-1}
      ref={notice}
      data-testid="terms-changed"
    >
      <p class="notice-title">{t.book.termsTitle[isOtherLength ? "length" : "price"]}</p>
      <dl class="summary-facts">
        <dt>{t.book.termsShown}</dt>
        <dd>{text(shown)}</dd>
        <dt>{t.book.termsNow}</dt>
        <dd class="facts-strong">{text(now)}</dd>
      </dl>
      <p>{t.book.termsHint}</p>
    </div>
  );
}
