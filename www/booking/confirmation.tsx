import { useLayoutEffect, useRef } from "preact/hooks";
import { duration } from "../../contract/rules/amounts";
import { clockText, dateText } from "../../contract/rules/dates";
import { serviceNames, staffName } from "../../contract/rules/names";
import { visitOf } from "../../contract/rules/visit";
import { Icon } from "../icons";
import { CalendarButton } from "../manage/calendar-button";
import { readManageLink } from "../manage/link";
import { LocationRows } from "../manage/location-rows";
import { useSite } from "../site";
import { typeset } from "../text";
import type { Booked } from "./use-booking";

/** Confirms the visit and shows what is worth keeping. */
export function Confirmation(props: { booked: Booked; onAgain: () => void }) {
  const { business, language, t } = useSite();
  const { draft, bookingId, message, manageUrl } = props.booked;
  const heading = useRef<HTMLHeadingElement>(null);
  const { durationMinutes } = visitOf(business, draft.services);
  const link = readManageLink(manageUrl.slice(manageUrl.indexOf("#")));
  const person = staffName(business, draft.staff);

  useLayoutEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus();
  }, []);

  return (
    <section class="panel done" aria-labelledby="done-title" data-testid="confirmation">
      <span class="done-mark">
        <Icon name="check" />
      </span>
      <h1 id="done-title" tabIndex={-1} ref={heading}>
        {t.done.title(draft.name.trim())}
      </h1>
      <p class="lead">{typeset(message)}</p>
      {draft.email.trim() !== "" && <p>{t.done.mailed(draft.email.trim().toLowerCase())}</p>}
      <dl class="facts">
        <dt>{t.done.when}</dt>
        <dd class="facts-strong">
          {dateText(draft.date, "full", language)}, {clockText(draft.time, language)}
        </dd>
        <dt>{t.done.service}</dt>
        <dd>
          {typeset(serviceNames(business, draft.services, language))} ({duration(durationMinutes)})
        </dd>
        {person && (
          <>
            <dt>{t.done.staff}</dt>
            <dd>{person}</dd>
          </>
        )}
        <LocationRows />
        <dt>{t.done.reference}</dt>
        <dd data-testid="booking-id" class="reference">
          {bookingId}
        </dd>
      </dl>
      <div class="actions">
        {link && <CalendarButton link={link} />}
        <a class="button button-quiet" href={manageUrl} data-testid="manage-link">
          {t.done.manage}
        </a>
      </div>
      <p class="hint">{t.done.manageHint}</p>
      <button type="button" class="link" onClick={props.onAgain}>
        {t.done.another}
      </button>
    </section>
  );
}
