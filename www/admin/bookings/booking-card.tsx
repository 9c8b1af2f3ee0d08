import { useEffect, useRef, useState } from "preact/hooks";
import { clockText } from "../../../contract/rules/dates";
import { serviceNames, staffName } from "../../../contract/rules/names";
import { phoneText } from "../../../contract/rules/phone-text";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { Icon } from "../../icons";
import { typeset } from "../../text";
import { useAccess } from "../access";
import { Button, ConfirmDialog, Result } from "../states";
import { useWords } from "../text";
import { useAction } from "../use-action";
import { actionsFor, type BookingAction, bookingActions } from "./actions";
import { actorText, isMailLost, mailText, momentText, movedText } from "./words";

/** One booking with all its details, and what can be done with it. */
export function BookingCard(props: {
  readonly booking: AdminBooking;
  readonly onChange: (booking: AdminBooking) => void;
}) {
  const { business, language, t } = useWords();
  const { booking } = props;
  return (
    <li class="desk-card booking-card" data-testid={`booking-${booking.bookingId}`}>
      <div class="desk-card-head">
        <p class="desk-card-time">{clockText(booking.appointmentTime, language)}</p>
        <div>
          <h3>{booking.customerName}</h3>
          <p>
            {typeset(serviceNames(business, booking.service, language))}{" "}
            <span class="hint">{t.bookings.with(staffName(business, booking.staff))}</span>
          </p>
        </div>
        <p class={`badge badge-${booking.status}`} data-testid="status">
          {t.bookings.statuses[booking.status]}
        </p>
      </div>
      <p class="desk-card-contact">
        <a href={`tel:${booking.customerPhone}`}>
          <Icon name="phone" /> {phoneText(booking.customerPhone)}
        </a>
        {booking.customerEmail && (
          <a href={`mailto:${booking.customerEmail}`}>{booking.customerEmail}</a>
        )}
      </p>
      {booking.note && (
        <p class="desk-card-note">
          <strong>{t.bookings.note}</strong> {booking.note}
        </p>
      )}
      <Mails booking={booking} />
      <History booking={booking} />
      <Actions {...props} />
    </li>
  );
}

function Mails({ booking }: { readonly booking: AdminBooking }) {
  const { t } = useWords();
  const mails = Object.entries(booking.mail);
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
      {isMailLost(booking) && (
        <p class="desk-card-unreachable" data-testid="unreachable">
          {t.bookings.unreachable}
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
        {booking.history.map(({ at, by, status, movedTo }) => (
          <li key={`${at} ${status}`}>
            {momentText(business, at, language)}: {t.bookings.statuses[status]}
            {movedTo && `, ${movedText(business, movedTo, t, language)}`} ({actorText(by, t)})
          </li>
        ))}
      </ol>
    </details>
  );
}

function Actions(props: {
  readonly booking: AdminBooking;
  readonly onChange: (booking: AdminBooking) => void;
}) {
  const { t } = useWords();
  const { call } = useAccess();
  const action = useAction();
  const [current, setCurrent] = useState<BookingAction>();
  const [asking, setAsking] = useState<"reject" | "cancel">();
  const [done, setDone] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const { booking } = props;
  const name = booking.customerName;

  const run = async (which: BookingAction) => {
    setCurrent(which);
    setDone("");
    const made = await action.run(() =>
      call(bookingActions[which].row, { params: { bookingId: booking.bookingId }, body: {} }),
    );
    if (!made) return;
    setAsking(undefined);
    setDone(t.bookings.done(name, t.bookings.statuses[made.reply.status]));
    props.onChange(made.reply);
  };
  // The pressed button may be gone, so the focus stays with the booking.
  useEffect(() => {
    if (done) box.current?.focus();
  }, [done]);
  const start = (which: BookingAction) => {
    if (which === "reject" || which === "cancel") {
      action.clear();
      setAsking(which);
    } else run(which);
  };

  return (
    <div class="desk-card-actions" tabIndex={-1} ref={box}>
      <Result text={asking ? "" : action.problem || done} bad={action.problem !== ""} />
      <div class="actions">
        {actionsFor(booking, new Date()).map((which) => (
          <Button
            key={which}
            quiet={which !== "confirm" && which !== "complete"}
            danger={bookingActions[which].asks}
            label={t.bookings.actionNamed(t.bookings.action[which], name)}
            testId={`action-${which}`}
            busy={action.busy && current === which && !asking}
            busyText={t.bookings.working}
            onClick={() => start(which)}
          >
            {t.bookings.action[which]}
          </Button>
        ))}
      </div>
      {asking && (
        <ConfirmDialog
          title={t.bookings[`${asking}Title`](name)}
          body={t.bookings[`${asking}Body`]}
          confirm={t.bookings[`${asking}Confirm`]}
          keep={t.bookings.keep}
          busy={action.busy}
          busyText={t.bookings.working}
          problem={action.problem}
          onConfirm={() => run(asking)}
          onClose={() => {
            action.clear();
            setAsking(undefined);
          }}
        />
      )}
    </div>
  );
}
