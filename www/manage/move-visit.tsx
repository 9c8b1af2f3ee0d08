import { useEffect, useRef } from "preact/hooks";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { ForAnother } from "../booking/for-another";
import { TimePicker } from "../booking/times/time-picker";
import { Icon } from "../icons";
import { useSite } from "../site";
import { WithPhone } from "../with-phone";
import { Consent } from "./consent";
import type { ManageLink } from "./link";
import { PersonChoice } from "./person-choice";
import { type Refused, useMove } from "./use-move";

/** Moves the visit to another free time, of the same person or another one. */
export function MoveVisit(props: {
  link: ManageLink;
  booking: OwnBooking;
  onMoved: (booking: OwnBooking) => void;
  onRefused: Refused;
  onKeep: () => void;
}) {
  const { t } = useSite();
  const { booking } = props;
  const move = useMove(props);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => heading.current?.focus(), []);

  return (
    <section class="move" aria-labelledby="move-title" data-testid="move">
      <h2 id="move-title" tabIndex={-1} ref={heading}>
        {t.manage.moveTitle}
      </h2>
      {booking.movesLeft === 1 && (
        <p class="hint" data-testid="move-last">
          {t.manage.moveLast}
        </p>
      )}
      {move.people.length > 1 && (
        <PersonChoice
          booking={booking}
          people={move.people}
          value={move.staff}
          onChange={move.setStaff}
        />
      )}
      <TimePicker
        times={move.times}
        value={move.choice}
        marks={move.marks}
        reloads={move.reloads}
        hasMonth
        onChange={move.choose}
      />
      {move.terms && move.person && (
        <Consent
          booking={booking}
          name={move.person.name}
          terms={move.terms}
          value={move.isAgreed}
          onChange={move.agree}
        />
      )}
      {move.choice.time !== "" && move.person && move.person.id !== booking.staff && (
        <p data-testid="move-with">{t.move.with(move.person.name)}</p>
      )}
      {(move.limit || move.forAnother) && (
        <ForAnother why={move.limit} value={move.forAnother} onChange={move.setForAnother} />
      )}
      {move.problem && (
        <p class="notice notice-problem" role="alert">
          <Icon name="alert" /> <WithPhone text={move.problem} />
        </p>
      )}
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-disabled={move.busy ? "true" : undefined}
          onClick={move.move}
        >
          {move.busy ? t.manage.moveBusy : t.manage.moveSubmit}
        </button>
        <button type="button" class="button button-quiet" onClick={props.onKeep}>
          {t.manage.moveKeep}
        </button>
      </div>
    </section>
  );
}
