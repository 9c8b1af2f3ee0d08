import { useEffect, useRef, useState } from "preact/hooks";
import { rescheduleBooking } from "../../contract/operations";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { translate } from "../../contract/wording/translate";
import { type Moment, TimePicker } from "../booking/time-picker";
import { call } from "../client";
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
  const { business, language, t } = useSite();
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
    const sentence = Object.values(result.fields)[0] ?? result.error;
    if (result.status === 409 && result.error === translate(business, language, "taken")) {
      setRefused((last) => [...last, `${moment.date} ${moment.time}`]);
      setMoment({ date: moment.date, time: "" });
      setProblem(t.manage.taken);
    } else if (result.status === 0) setProblem(t.manage.offline);
    else if (result.status === 400 || result.status === 409) setProblem(typeset(sentence));
    else setProblem(t.manage.failed);
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
