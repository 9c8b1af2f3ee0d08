import { useEffect, useRef, useState } from "preact/hooks";
import { rescheduleBooking } from "../../contract/operations";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { type Moment, TimePicker } from "../booking/times/time-picker";
import { call } from "../client";
import { errorText } from "../error-text";
import { Icon } from "../icons";
import { useSite } from "../site";
import { typeset } from "../text";
import type { ManageLink } from "./link";

/** Moves the visit to another free time of the same person. */
export function MoveVisit(props: {
  link: ManageLink;
  booking: OwnBooking;
  onMoved: (booking: OwnBooking) => void;
  onKeep: () => void;
}) {
  const { language, t } = useSite();
  const { booking } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const [moment, setMoment] = useState<Moment>({ date: "", time: "" });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [refused, setRefused] = useState<readonly string[]>([]);

  useEffect(() => heading.current?.focus(), []);

  const move = async () => {
    if (busy) return;
    if (moment.time === "") {
      setProblem(t.manage.chooseTime);
      return;
    }
    setBusy(true);
    setProblem("");
    const result = await call(rescheduleBooking, {
      params: { bookingId: booking.bookingId },
      headers: { "X-Manage-Token": props.link.token },
      body: { date: moment.date, time: moment.time },
    });
    setBusy(false);
    if (result.ok) {
      props.onMoved(result.reply);
      return;
    }
    if (result.code === "taken") {
      setRefused((last) => [...last, `${moment.date} ${moment.time}`]);
      setMoment({ date: moment.date, time: "" });
      setProblem(t.manage.taken);
      return;
    }
    const [wrongField] = Object.values(result.fields);
    setProblem(wrongField ? typeset(wrongField) : errorText(language, result));
  };

  return (
    <section class="move" aria-labelledby="move-title" data-testid="move">
      <h2 id="move-title" tabIndex={-1} ref={heading}>
        {t.manage.moveTitle}
      </h2>
      <TimePicker
        services={booking.service}
        staff={booking.staff}
        value={moment}
        taken={refused}
        reloads={refused.length}
        onChange={setMoment}
      />
      {problem && (
        <p class="notice notice-problem" role="alert">
          <Icon name="alert" /> {problem}
        </p>
      )}
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-disabled={busy ? "true" : undefined}
          onClick={move}
        >
          {busy ? t.manage.moveBusy : t.manage.moveSubmit}
        </button>
        <button type="button" class="button button-quiet" onClick={props.onKeep}>
          {t.manage.moveKeep}
        </button>
      </div>
    </section>
  );
}
