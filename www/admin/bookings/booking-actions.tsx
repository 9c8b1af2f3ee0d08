import { useEffect, useRef, useState } from "preact/hooks";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { Button } from "../controls/button";
import { ConfirmDialog } from "../controls/confirm-dialog";
import { Result } from "../controls/result";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useAction } from "../use-action";
import { actionsFor, type BookingAction, bookingActions } from "./actions";

/** What can be done with a booking, and how it went. */
export function BookingActions(props: {
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
          body={t.bookings[`${asking}${booking.customerEmail ? "Body" : "Untold"}`]}
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
