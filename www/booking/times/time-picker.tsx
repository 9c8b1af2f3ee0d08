import { useEffect, useRef, useState } from "preact/hooks";
import { rangeText } from "../../../contract/rules/dates";
import { errorText } from "../../error-text";
import { Icon } from "../../icons";
import { useSite } from "../../site";
import { DayChoice } from "./day-choice";
import type { Slot } from "./days";
import { countFree, type Mark, markOf, withAsked } from "./marks";
import { MonthOverview } from "./month-overview";
import { TimeChoice } from "./time-choice";
import { TimesSkeleton } from "./times-skeleton";
import { type Times, useAvailability } from "./use-availability";
import { lastWeek, weekAt, weekOf } from "./weeks";
import { ZoneNote } from "./zone-note";

/** A day and a start time in business time; "" if not chosen yet. */
export interface Moment {
  readonly date: string;
  readonly time: string;
}

export interface TimePickerProps {
  readonly times: Times;
  readonly value: Moment;
  /** The slot is told where one was chosen. */
  readonly onChange: (value: Moment, slot?: Slot) => void;
  /** Times that are told apart from the free ones. */
  readonly marks?: readonly Mark[];
  /** A new number loads the times again. */
  readonly reloads?: number;
  /** What is wrong with the choice. */
  readonly problem?: string;
  /** Shows the month, too. */
  readonly hasMonth?: boolean;
}

const noMarks: readonly Mark[] = [];

/** Lets a visitor choose one of the free start times, week by week within the horizon. */
export function TimePicker(props: TimePickerProps) {
  const { business, language, t } = useSite();
  const { marks = noMarks, times } = props;
  const [now] = useState(() => new Date());
  const [index, setIndex] = useState(() => weekOf(business, props.value.date, now) ?? 0);
  const last = lastWeek(business);
  const week = weekAt(business, index, now);
  const { availability, reload } = useAvailability(times, week);
  const { date, time } = props.value;
  const days = availability.state === "loaded" ? withAsked(availability.days, marks) : undefined;
  const day = days?.find((each) => each.date === date);
  const slot = day?.slots.find((each) => each.time === time);
  const count = days?.reduce((sum, each) => sum + countFree(each, marks), 0);
  const status = useRef<HTMLParagraphElement>(null);

  // A restored draft opens its own week.
  useEffect(() => {
    const wanted = weekOf(business, date, now);
    if (wanted !== undefined) setIndex(wanted);
  }, [business, date, now]);

  useEffect(() => {
    if (props.reloads) reload();
  }, [props.reloads]);

  // The chosen time may not suit another service or person, and days may have filled up.
  useEffect(() => {
    if (!days) return;
    const chosen = days.find((each) => each.date === date);
    const fits = chosen?.slots.some((each) => each.time === time);
    const refused = markOf(marks, date, time) === "taken";
    if (chosen && chosen.slots.length === 0) props.onChange({ date: "", time: "" });
    else if (chosen && time !== "" && (!fits || refused)) props.onChange({ date, time: "" });
    else if (date === "") {
      const first = days.find((each) => countFree(each, marks) > 0);
      if (first) props.onChange({ date: first.date, time: "" });
    }
  }, [availability, date, time, marks, props.onChange]);

  const turn = (to: number, fromNotice = false) => {
    setIndex(to);
    props.onChange({ date: "", time: "" });
    // The pressed button is about to be disabled or removed, and would lose the focus.
    if (fromNotice || to === 0 || to === last) status.current?.focus();
  };

  return (
    <div class="times" data-testid="time-picker">
      {props.hasMonth && (
        <MonthOverview
          times={times}
          value={date}
          now={now}
          reloads={props.reloads}
          onChange={(chosen) => props.onChange({ date: chosen, time: "" })}
        />
      )}
      <div class="times-head">
        <button
          type="button"
          class="turn"
          disabled={index === 0}
          aria-label={t.times.previousWeek}
          onClick={() => turn(index - 1)}
        >
          <Icon name="arrowLeft" />
        </button>
        <p class="times-week" ref={status} tabIndex={-1}>
          {t.times.week(...rangeText(week.from, week.to, language))}
        </p>
        <button
          type="button"
          class="turn"
          disabled={index >= last}
          aria-label={t.times.nextWeek}
          onClick={() => turn(index + 1)}
        >
          <Icon name="arrowRight" />
        </button>
      </div>
      <p class="visually-hidden" role="status">
        {availability.state === "loading" && t.times.loading}
        {count !== undefined && t.times.weekHeld(count)}
      </p>
      {availability.state === "failed" && (
        <div class="notice notice-problem" role="alert" data-testid="times-error">
          <p class="notice-title">{t.times.errorTitle}</p>
          <p>{errorText(language, availability.why)}</p>
          <button type="button" class="button button-quiet" onClick={reload}>
            {t.times.retry}
          </button>
        </div>
      )}
      {availability.state === "loading" && <TimesSkeleton days={week.days} />}
      {days && (
        <DayChoice
          days={days}
          value={date}
          marks={marks}
          onChange={(chosen) => props.onChange({ date: chosen, time: "" })}
        />
      )}
      {count === 0 && (
        <div class="notice" data-testid="times-empty">
          <p class="notice-title">{t.times.emptyTitle}</p>
          <p>{index < last ? t.times.empty : t.times.emptyLast}</p>
          {index < last && (
            <button type="button" class="button button-quiet" onClick={() => turn(index + 1, true)}>
              {t.times.seeNext}
            </button>
          )}
        </div>
      )}
      {day && day.slots.length > 0 && (
        <TimeChoice
          day={day}
          value={time}
          marks={marks}
          problem={props.problem}
          onChange={(chosen) => props.onChange({ date: day.date, time: chosen.time }, chosen)}
        />
      )}
      {props.problem && (
        <p class="field-problem" id="time-problem">
          <Icon name="alert" /> {props.problem}
        </p>
      )}
      <ZoneNote now={now} slot={slot} />
    </div>
  );
}
