import { useEffect, useRef, useState } from "preact/hooks";
import { getBooking } from "../../contract/operations";
import { businessPhoneText } from "../../contract/rules/phone-text";
import { isOpen, tookPlace } from "../../contract/rules/status";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { call } from "../client";
import { updateKeptVisit } from "../device/kept-visits";
import { Icon } from "../icons";
import { pagePath, useSite } from "../site";
import { WithPhone } from "../with-phone";
import { CalendarButton } from "./calendar-button";
import { CancelVisit } from "./cancel-visit";
import { type ManageLink, manageHash } from "./link";
import { MoveVisit } from "./move-visit";
import type { Refused } from "./use-move";
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
  const [news, setNews] = useState<{ readonly text: string; readonly isGood: boolean }>();
  const announcement = useRef<HTMLParagraphElement>(null);
  const past = Date.parse(booking.endsAt) < Date.now();
  const isComing = isOpen(booking.status) && !past;
  const phone = businessPhoneText(business, language);
  const { maxOwnMoves } = business.booking;

  useEffect(() => updateKeptVisit(link, booking), [booking]);
  useEffect(() => {
    if (news) announcement.current?.focus();
  }, [news]);

  const changed = (sentence: string) => (after: OwnBooking) => {
    setMoving(false);
    setNews({ text: sentence, isGood: true });
    props.onChange(after);
  };
  /** Shows the visit as it is where it changed on another device, or at the desk. */
  const refused: Refused = async ({ code }) => {
    if (code !== "moves.limit" && !code.startsWith("booking.")) return false;
    const { bookingId, token } = link;
    const headers = { "X-Manage-Token": token };
    const now = await call(getBooking, { params: { bookingId }, headers });
    if (!now.ok) return false;
    setMoving(false);
    setNews({ text: t.manage.changedElsewhere, isGood: false });
    props.onChange(now.reply);
    return true;
  };

  return (
    <section
      class="panel visit"
      aria-labelledby="visit-title"
      data-testid={booked ? "confirmation" : "own-booking"}
    >
      {news && (
        <p
          class={`notice ${news.isGood ? "notice-good" : "notice-problem"}`}
          role={news.isGood ? "status" : "alert"}
          tabIndex={-1}
          ref={announcement}
        >
          <Icon name={news.isGood ? "check" : "alert"} /> {news.text}
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
                  setNews(undefined);
                  setMoving(true);
                }}
              >
                {t.manage.move}
              </button>
            )}
            <CalendarButton link={link} booking={booking} />
            {booking.changeable && (
              <CancelVisit
                link={link}
                onCancelled={changed(t.manage.cancelled)}
                onRefused={refused}
              />
            )}
          </div>
          {booking.changeable && !booking.movable && (
            <p data-testid="move-by-phone">
              <WithPhone
                text={
                  booking.movesLeft === 0 && maxOwnMoves > 0
                    ? t.manage.movesUsed(maxOwnMoves, phone)
                    : t.manage.moveByPhone(phone)
                }
              />
            </p>
          )}
          {booking.movable && !booking.changeable && (
            <p>
              <WithPhone text={t.manage.cancelByPhone(phone)} />
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
          onRefused={refused}
          onKeep={() => setMoving(false)}
        />
      )}
      {!isComing && tookPlace(booking, new Date().toISOString()) && (
        <p>
          <a
            class="button button-quiet"
            href={`${pagePath(business, "reviews", language)}${manageHash(link)}`}
            data-testid="review-visit"
          >
            {t.manage.review}
          </a>
        </p>
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
