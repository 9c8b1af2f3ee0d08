import { useLayoutEffect, useRef } from "preact/hooks";
import { clock, dateText, duration } from "../format";
import { Icon } from "../icons";
import { CalendarButton } from "../manage/calendar-button";
import { readManageLink } from "../manage/link";
import { PlaceRows } from "../manage/place";
import { useSite } from "../site";
import { say, typeset } from "../text";
import { chosenServices, staffName, totalMinutes } from "./catalog";
import type { Booked } from "./use-booking";

/** Says that the visit is booked and everything worth keeping about it. */
export function Confirmation(props: { booked: Booked; onAgain: () => void }) {
  const { language, t } = useSite();
  const { draft, bookingId, message, manageUrl } = props.booked;
  const heading = useRef<HTMLHeadingElement>(null);
  const services = chosenServices(draft.services);
  const link = readManageLink(manageUrl.slice(manageUrl.indexOf("#")));
  const person = staffName(draft.staff);

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
          {dateText(draft.date, "full", language)}, {clock(draft.time, language)}
        </dd>
        <dt>{t.done.service}</dt>
        <dd>
          {services.map((service) => say(service.name, language)).join(", ")} (
          {duration(totalMinutes(services))})
        </dd>
        {person && (
          <>
            <dt>{t.done.staff}</dt>
            <dd>{person}</dd>
          </>
        )}
        <PlaceRows />
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
