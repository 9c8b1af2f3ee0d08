import { useEffect, useRef, useState } from "preact/hooks";
import { duration, price } from "../../contract/rules/amounts";
import { clockText, dateText } from "../../contract/rules/dates";
import { serviceNames, staffName } from "../../contract/rules/names";
import { phoneText } from "../../contract/rules/phone-text";
import { isOffered, visitOf } from "../../contract/rules/visit";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { Icon } from "../icons";
import { pagePath, useSite } from "../site";
import { typeset } from "../text";
import { CalendarButton } from "./calendar-button";
import { CancelVisit } from "./cancel-visit";
import type { ManageLink } from "./link";
import { LocationRows } from "./location-rows";
import { MoveVisit } from "./move-visit";

export interface VisitProps {
  readonly link: ManageLink;
  readonly booking: OwnBooking;
  readonly onChange: (booking: OwnBooking) => void;
}

/** One visit, with what its customer can still change. */
export function OwnVisit(props: VisitProps) {
  const { business, language, t } = useSite();
  const { booking, link } = props;
  const [moving, setMoving] = useState(false);
  const [news, setNews] = useState("");
  const announcement = useRef<HTMLParagraphElement>(null);
  const visit = isOffered(business, booking.service)
    ? visitOf(business, booking.service)
    : undefined;
  const past = Date.parse(booking.endsAt) < Date.now();
  const live = booking.status === "pending" || booking.status === "confirmed";

  useEffect(() => {
    if (news) announcement.current?.focus();
  }, [news]);

  const changed = (sentence: string) => (after: OwnBooking) => {
    setMoving(false);
    setNews(sentence);
    props.onChange(after);
  };

  return (
    <section class="panel visit" aria-labelledby="visit-title" data-testid="own-booking">
      {news && (
        <p class="notice notice-good" role="status" tabIndex={-1} ref={announcement}>
          <Icon name="check" /> {news}
        </p>
      )}
      <div class="visit-head">
        <h1 id="visit-title">{t.manage.title}</h1>
        <p class={`badge badge-${live && !past ? booking.status : "over"}`} data-testid="status">
          {t.manage.status[booking.status]}
        </p>
      </div>
      <Explanation booking={booking} past={past} live={live} />
      <dl class="facts">
        <dt>{t.done.when}</dt>
        <dd class="facts-strong" data-testid="visit-when">
          {dateText(booking.appointmentDate, "full", language)},{" "}
          {clockText(booking.appointmentTime, language)}
        </dd>
        <dt>{t.done.service}</dt>
        <dd>
          {typeset(serviceNames(business, booking.service, language))}
          {visit && ` (${duration(visit.durationMinutes)}, ${price(visit.priceXaf, language)})`}
        </dd>
        <dt>{t.done.staff}</dt>
        <dd>{staffName(business, booking.staff)}</dd>
        <LocationRows />
        <dt>{t.done.reference}</dt>
        <dd class="reference">{booking.bookingId}</dd>
      </dl>
      {live && !past && !moving && (
        <div class="actions">
          {booking.changeable && (
            <button
              type="button"
              class="button"
              onClick={() => {
                setNews("");
                setMoving(true);
              }}
            >
              {t.manage.move}
            </button>
          )}
          <CalendarButton link={link} />
          {booking.changeable && (
            <CancelVisit link={link} onCancelled={changed(t.manage.cancelled)} />
          )}
        </div>
      )}
      {live && booking.changeable && moving && (
        <MoveVisit
          link={link}
          booking={booking}
          onMoved={changed(t.manage.moved)}
          onKeep={() => setMoving(false)}
        />
      )}
      {(!live || past) && (
        <div class="actions">
          <a class="button" href={pagePath(business, "book", language)}>
            {t.manage.bookAgain}
          </a>
        </div>
      )}
    </section>
  );
}

function Explanation(props: { booking: OwnBooking; past: boolean; live: boolean }) {
  const { business, language, t } = useSite();
  const { status, changeable } = props.booking;
  if (status === "cancelled") return <p class="lead">{t.manage.cancelledBody}</p>;
  if (status === "rejected" || status === "expired")
    return <p class="lead">{t.manage.declinedBody}</p>;
  if (status === "completed" || (props.live && props.past))
    return <p class="lead">{t.manage.pastBody}</p>;
  if (props.live && !changeable)
    return <p class="lead">{t.manage.lockedBody(phoneText(business.phone, language))}</p>;
  return null;
}
