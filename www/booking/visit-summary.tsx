import { clock, dateText, duration, price } from "../format";
import { useSite } from "../site";
import { say } from "../text";
import { chosenServices, staffName, totalMinutes, totalXaf } from "./catalog";
import type { Draft } from "./draft";

/** What has been chosen so far, with the sum of time and money. */
export function VisitSummary(props: { draft: Draft }) {
  const { language, t } = useSite();
  const { draft } = props;
  const services = chosenServices(draft.services);
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
                <span>{say(service.name, language)}</span>
                <span>{price(service.priceXaf, language)}</span>
              </li>
            ))}
          </ul>
          <dl class="summary-facts">
            <dt>{t.book.summaryStaff}</dt>
            <dd>{staffName(draft.staff) || t.book.anyone}</dd>
            <dt>{t.book.summaryWhen}</dt>
            <dd>
              {draft.date && draft.time
                ? `${dateText(draft.date, "weekday", language)}, ${clock(draft.time, language)}`
                : t.book.notChosen}
            </dd>
            <dt>{t.book.summaryDuration}</dt>
            <dd data-testid="total-duration">{duration(totalMinutes(services))}</dd>
            <dt class="summary-total">{t.book.summaryPrice}</dt>
            <dd class="summary-total" data-testid="total-price">
              {price(totalXaf(services), language)}
            </dd>
          </dl>
          <p class="summary-note">{t.book.payLater}</p>
        </>
      )}
    </aside>
  );
}
