import { useLayoutEffect, useRef } from "preact/hooks";
import { businessPhoneText } from "../../contract/rules/phone-text";
import { isOpen } from "../../contract/rules/status";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { Icon } from "../icons";
import { useSite } from "../site";
import { typeset } from "../text";
import { WithPhone } from "../with-phone";

/** What the page knows of a visit that was booked on it. */
export interface JustBooked {
  /** What the API says to it. */
  readonly message: string;
  /** Whether it had been booked by a request whose answer was lost. */
  readonly found: boolean;
  /** Keeps name and number for another visit. */
  readonly onAgain: () => void;
}

/** How the visit stands, in a heading and a sentence; nothing looks confirmed that is not. */
export function VisitHead(props: {
  booking: OwnBooking;
  past: boolean;
  booked: JustBooked | undefined;
}) {
  const { t } = useSite();
  const { booking, past, booked } = props;
  const { status } = booking;
  const heading = useRef<HTMLHeadingElement>(null);
  const isComing = isOpen(status) && !past;
  const isNew = booked !== undefined && isComing;
  const isConfirmed = isNew && status === "confirmed";

  useLayoutEffect(() => {
    if (!booked) return;
    scrollTo(0, 0);
    heading.current?.focus();
  }, []);

  const titles = {
    confirmed: t.done.title(booking.customerName),
    pending: t.done.pendingTitle(booking.customerName),
  };
  return (
    <>
      {isConfirmed && (
        <span class="done-mark" data-testid="done-mark">
          <Icon name="check" />
        </span>
      )}
      <div class="visit-head">
        <h1 id="visit-title" tabIndex={-1} ref={heading}>
          {isNew ? titles[isConfirmed ? "confirmed" : "pending"] : t.manage.title}
        </h1>
        <p class={`badge badge-${isComing ? status : "over"}`} data-testid="status">
          {t.manage.status[status]}
        </p>
      </div>
      {booked?.found && isComing && (
        <p class="notice" data-testid="found">
          {isConfirmed ? t.unanswered.found : t.unanswered.foundPending}
        </p>
      )}
      {isNew && !booked.found && <p class="lead">{typeset(booked.message)}</p>}
      {isComing && status === "pending" && <p>{t.done.pendingNext}</p>}
      {isConfirmed && booking.customerEmail && <p>{t.done.mailed(booking.customerEmail)}</p>}
      <Explanation booking={booking} past={past} />
    </>
  );
}

function Explanation(props: { booking: OwnBooking; past: boolean }) {
  const { business, language, t } = useSite();
  const { status, changeable, movable } = props.booking;
  if (status === "cancelled") return <p class="lead">{t.manage.cancelledBody}</p>;
  if (status === "rejected" || status === "expired")
    return <p class="lead">{t.manage.declinedBody}</p>;
  if (status === "completed" || (isOpen(status) && props.past))
    return <p class="lead">{t.manage.pastBody}</p>;
  if (isOpen(status) && !changeable && !movable)
    return (
      <p class="lead">
        <WithPhone text={t.manage.lockedBody(businessPhoneText(business, language))} />
      </p>
    );
  return null;
}
