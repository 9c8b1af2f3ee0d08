import { Fragment } from "preact";
import { clockText } from "../../../contract/rules/dates";
import { emailText } from "../../../contract/rules/email-text";
import { phoneText } from "../../../contract/rules/phone-text";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { Icon } from "../../icons";
import { soldText } from "../../manage/sold-text";
import { useWords } from "../text";
import { BookingActions } from "./booking-actions";
import { actorText, lostText, mailText, momentText, movedText } from "./words";

/** One booking with all its details, and what can be done with it. */
export function BookingCard(props: {
  readonly booking: AdminBooking;
  readonly onChange: (booking: AdminBooking) => void;
  readonly onRefused: (booking: AdminBooking) => Promise<void>;
}) {
  const { language, t } = useWords();
  const { booking } = props;
  return (
    <li class="desk-card booking-card" data-testid={`booking-${booking.bookingId}`}>
      <div class="desk-card-head">
        <p class="desk-card-time">{clockText(booking.appointmentTime, language)}</p>
        <div>
          <h3>{booking.customerName}</h3>
          <p>
            {soldText(booking.sold.services, language)}{" "}
            <span class="hint">
              {t.bookings.with(booking.sold.staffName)}, {booking.code}
            </span>
          </p>
        </div>
        <p class={`badge badge-${booking.status}`} data-testid="status">
          {t.bookings.statuses[booking.status]}
        </p>
      </div>
      <p class="desk-card-contact">
        <a href={`tel:${booking.customerPhone}`}>
          <Icon name="phone" /> {phoneText(booking.customerPhone, language)}
        </a>
        {booking.customerEmail && (
          <a href={`mailto:${booking.customerEmail}`}>{emailText(booking.customerEmail)}</a>
        )}
      </p>
      {booking.note && (
        <p class="desk-card-note">
          <strong>{t.bookings.note}</strong> {booking.note}
        </p>
      )}
      <Mails booking={booking} />
      <History booking={booking} />
      <BookingActions {...props} />
    </li>
  );
}

function Mails({ booking }: { readonly booking: AdminBooking }) {
  const { t } = useWords();
  const mails = Object.entries(booking.mail);
  const lost = lostText(booking, t);
  return (
    <>
      <p class="desk-card-mails hint" data-testid="mails">
        <strong>{t.bookings.mail}</strong>{" "}
        {mails.length === 0
          ? t.bookings.noMail
          : mails.map(([key, { status }]) => (
              <span key={key} class={`mail mail-${status}`}>
                {mailText(key, status, t)}
              </span>
            ))}
      </p>
      {lost && (
        <p class="desk-card-unreachable" data-testid="unreachable">
          {lost}
        </p>
      )}
    </>
  );
}

function History({ booking }: { readonly booking: AdminBooking }) {
  const { business, language, t } = useWords();
  return (
    <details class="desk-card-history">
      <summary>{t.bookings.history}</summary>
      <ol>
        {booking.history.map(({ at, by, status, movedTo }, index) => (
          <Fragment key={`${at} ${index}`}>
            <li>
              {momentText(business, at, language)}
              {"\u00a0– "}
              {t.bookings.statuses[status]}
              {movedTo && `, ${movedText(business, movedTo, t, language)}`} ({actorText(by, t)})
            </li>
            {index === 0 && booking.historyLeftOut && (
              <li class="hint" data-testid="left-out">
                {t.bookings.leftOut(booking.historyLeftOut)}
              </li>
            )}
          </Fragment>
        ))}
      </ol>
    </details>
  );
}
