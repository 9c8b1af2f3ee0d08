import { duration } from "../../contract/rules/amounts";
import { clockText, dateText } from "../../contract/rules/dates";
import { money, priceText } from "../../contract/rules/money";
import { staffName } from "../../contract/rules/names";
import { nameWithOptions } from "../../contract/rules/options";
import { isAsExpected } from "../../contract/rules/terms";
import { offeredServices, visitOf } from "../../contract/rules/visit";
import type { Terms } from "../../contract/schemas/terms";
import { useSite } from "../site";
import { say } from "../text";
import type { Draft } from "./draft";
import { pageTerms } from "./shown-terms";

/** What has been chosen so far, with total time and price. */
export function VisitSummary(props: { draft: Draft; terms: Terms }) {
  const { business, language, t } = useSite();
  const { draft, terms } = props;
  const { currency = business.currency } = terms;
  const services = offeredServices(business, draft.services);
  const { isFromPrice } = visitOf(business, draft.services, draft.staff);
  const isAsShown = isAsExpected(pageTerms(business, draft), terms);
  return (
    <aside class="summary" aria-labelledby="summary-title" data-testid="summary">
      <h2 id="summary-title">{t.book.summaryTitle}</h2>
      {services.length === 0 ? (
        <p>{t.book.summaryEmpty}</p>
      ) : (
        <>
          <ul class="summary-services">
            {services.map((service) => (
              <li key={service.id}>
                <span>{say(nameWithOptions(service, draft.options), language)}</span>
                {(isAsShown || services.length === 1) && (
                  <span>
                    {money(
                      isAsShown
                        ? visitOf(business, [service.id], draft.staff, draft.options).price
                        : terms.priceMinor,
                      currency,
                      language,
                    )}
                  </span>
                )}
              </li>
            ))}
          </ul>
          <dl class="summary-facts">
            <dt>{t.book.summaryStaff}</dt>
            <dd>{staffName(business, draft.staff) || t.book.anyone}</dd>
            <dt>{t.book.summaryWhen}</dt>
            <dd>
              {draft.date && draft.time
                ? `${dateText(draft.date, "weekday", language)}, ${clockText(draft.time, language)}`
                : t.book.notChosen}
            </dd>
            <dt>{t.book.summaryDuration}</dt>
            <dd data-testid="total-duration">{duration(terms.durationMinutes)}</dd>
            <dt class="summary-total">{t.book.summaryPrice}</dt>
            <dd class="summary-total" data-testid="total-price">
              {priceText({ minor: terms.priceMinor, isFromPrice }, currency, language)}
            </dd>
          </dl>
          <p class="summary-note">{t.book.payLater}</p>
        </>
      )}
    </aside>
  );
}
