import { useEffect, useRef, useState } from "preact/hooks";
import { phoneText } from "../../contract/rules/phone-text";
import { isOpen } from "../../contract/rules/status";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { updateKeptVisit } from "../device/kept-visits";
import { Icon } from "../icons";
import { pagePath, useSite } from "../site";
import { CalendarButton } from "./calendar-button";
import { CancelVisit } from "./cancel-visit";
import type { ManageLink } from "./link";
import { MoveVisit } from "./move-visit";
import { VisitFacts } from "./visit-facts";
import { type JustBooked, VisitHead } from "./visit-head";
import { VisitLinks } from "./visit-links";

/** One visit, with what its customer can still change. */
export function OwnVisit(props: {
  link: ManageLink;
  booking: OwnBooking;
  /** Where the visit was booked a moment ago, or was found to have been. */
  booked?: JustBooked | undefined;
  onChange: (booking: OwnBooking) => void;
}) {
  const { business, language, t } = useSite();
  const { booking, link, booked } = props;
  const [moving, setMoving] = useState(false);
  const [news, setNews] = useState("");
  const announcement = useRef<HTMLParagraphElement>(null);
  const past = Date.parse(booking.endsAt) < Date.now();
  const isComing = isOpen(booking.status) && !past;

  useEffect(() => updateKeptVisit(link, booking), [booking]);
  useEffect(() => {
    if (news) announcement.current?.focus();
  }, [news]);

  const changed = (sentence: string) => (after: OwnBooking) => {
    setMoving(false);
    setNews(sentence);
    props.onChange(after);
  };

  return (
    <section
      class="panel visit"
      aria-labelledby="visit-title"
      data-testid={booked ? "confirmation" : "own-booking"}
    >
      {news && (
        <p class="notice notice-good" role="status" tabIndex={-1} ref={announcement}>
          <Icon name="check" /> {news}
        </p>
      )}
      <VisitHead booking={booking} past={past} booked={booked} />
      <VisitFacts booking={booking} />
      {isComing && !moving && (
        <>
          <div class="actions">
            {booking.movable && (
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
            <CalendarButton link={link} booking={booking} />
            {booking.changeable && (
              <CancelVisit link={link} onCancelled={changed(t.manage.cancelled)} />
            )}
          </div>
          {booking.changeable && !booking.movable && (
            <p data-testid="move-by-phone">
              {t.manage.moveByPhone(phoneText(business.phone, language))}
            </p>
          )}
          <VisitLinks link={link} booking={booking} />
        </>
      )}
      {isComing && booking.movable && moving && (
        <MoveVisit
          link={link}
          booking={booking}
          onMoved={changed(t.manage.moved)}
          onKeep={() => setMoving(false)}
        />
      )}
      {(booked || !isComing) && !moving && (
        <p>
          <a
            class={isComing ? undefined : "button"}
            href={pagePath(business, "book", language)}
            onClick={booked?.onAgain}
          >
            {t.manage.bookAgain}
          </a>
        </p>
      )}
    </section>
  );
}
