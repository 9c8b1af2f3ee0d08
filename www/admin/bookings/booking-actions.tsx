import { useEffect, useRef, useState } from "preact/hooks";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { Button } from "../controls/button";
import { ConfirmDialog } from "../controls/confirm-dialog";
import { Result } from "../controls/result";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useAction } from "../use-action";
import { actionsFor, type BookingAction, bookingActions } from "./actions";

type AskingAction = Exclude<BookingAction, "confirm">;

/** What can be done with a booking, and how it went. */
export function BookingActions(props: {
  readonly booking: AdminBooking;
  readonly onChange: (booking: AdminBooking) => void;
  /** The booking is no longer what is shown. */
  readonly onRefused: (booking: AdminBooking) => Promise<void>;
}) {
  const { t } = useWords();
  const { call } = useAccess();
  const action = useAction();
  const [current, setCurrent] = useState<BookingAction>();
  const [asking, setAsking] = useState<AskingAction>();
  const [done, setDone] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const { booking } = props;
  const name = booking.customerName;

  const run = async (which: BookingAction) => {
    setCurrent(which);
    setDone("");
    const { row } = bookingActions[which];
    let isRefused = false;
    const made = await action.run(async () => {
      const result = await call(row, { params: { bookingId: booking.bookingId }, body: {} });
      isRefused = !result.ok && result.status === 409;
      // What the question was about is no longer so.
      if (isRefused) await props.onRefused(booking);
      return result;
    });
    if (isRefused) {
      setAsking(undefined);
      box.current?.focus();
    }
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
    if (which !== "confirm") {
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
            danger={which === "reject" || which === "cancel"}
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
          body={
            asking === "complete" || asking === "noShow"
              ? t.list.removeBody
              : t.bookings[`${asking}${booking.customerEmail ? "Body" : "Untold"}`]
          }
          confirm={t.bookings[`${asking}Confirm`]}
          keep={asking === "complete" || asking === "noShow" ? t.bookings.back : t.bookings.keep}
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
