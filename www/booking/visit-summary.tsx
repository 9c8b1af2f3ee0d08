import { duration } from "../../contract/rules/amounts";
import { clockText, dateText } from "../../contract/rules/dates";
import { money, priceText } from "../../contract/rules/money";
import { staffName } from "../../contract/rules/names";
import { nameWithOptions } from "../../contract/rules/options";
import { offeredServices, visitOf } from "../../contract/rules/visit";
import { useSite } from "../site";
import { say } from "../text";
import type { Draft } from "./draft";

/** What has been chosen so far, with total time and price. */
export function VisitSummary(props: { draft: Draft }) {
  const { business, language, t } = useSite();
  const { draft } = props;
  const services = offeredServices(business, draft.services);
  const { durationMinutes, price, isFromPrice } = visitOf(
    business,
    draft.services,
    draft.staff,
    draft.options,
  );
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
                <span>
                  {money(
                    visitOf(business, [service.id], draft.staff, draft.options).price,
                    business.currency,
                    language,
                  )}
                </span>
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
            <dd data-testid="total-duration">{duration(durationMinutes)}</dd>
            <dt class="summary-total">{t.book.summaryPrice}</dt>
            <dd class="summary-total" data-testid="total-price">
              {priceText({ minor: price, isFromPrice }, business.currency, language)}
            </dd>
          </dl>
          <p class="summary-note">{t.book.payLater}</p>
        </>
      )}
    </aside>
  );
}
